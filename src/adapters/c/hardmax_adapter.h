/*
 * Plugs a hardmax step written in C into `hardmax conform`.
 *
 * One file, C99 or C++, no library; POSIX or Windows. It defines main. A complete program, impl.c:
 *
 *     #define HARDMAX_NAME "my C layer"
 *     #include "hardmax_adapter.h"
 *
 *     void step(int n, int d, const double *tokens, double alpha, const double *matrix, double *next)
 *     {
 *         for (int i = 0; i < n; i++) {
 *             const double *z = tokens + (size_t)i * d;
 *             ... next[(size_t)i * d + c] = ...            (impl.c beside this file is a right one)
 *         }
 *     }
 *
 * and the commands that build and judge it:
 *
 *     cc -std=c99 -O2 -o impl impl.c
 *     hardmax conform -- ./impl
 *
 * `step` is called once per layer. tokens and next are n x d, row by row; matrix is A, d x d, row by row, or NULL for the
 * identity. Every coordinate of next has to be written: those that are not are NaN. A step that cannot answer calls
 * hardmax_error("why") and returns; the case is then an error. What it prints goes to stderr.
 *
 * Before the include, define what differs from this: HARDMAX_DTYPE "float64" (or "float32", "float16", "bfloat16": what
 * the step computes in), HARDMAX_ACCUMULATE (the dtype that scores are summed in, by default HARDMAX_DTYPE),
 * HARDMAX_DETERMINISTIC 0 (1: the same case always gives the same bits), HARDMAX_NAME, HARDMAX_VERSION.
 */
#ifndef HARDMAX_ADAPTER_H
#define HARDMAX_ADAPTER_H

#include <float.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#define HARDMAX_DUP _dup
#define HARDMAX_DUP2 _dup2
#define HARDMAX_READ _read
#define HARDMAX_WRITE _write
#else
#include <unistd.h>
#define HARDMAX_DUP dup
#define HARDMAX_DUP2 dup2
#define HARDMAX_READ read
#define HARDMAX_WRITE write
#endif

#ifndef HARDMAX_NAME
#define HARDMAX_NAME "C implementation"
#endif
#ifndef HARDMAX_VERSION
#define HARDMAX_VERSION ""
#endif
#ifndef HARDMAX_DTYPE
#define HARDMAX_DTYPE "float64"
#endif
#ifndef HARDMAX_ACCUMULATE
#define HARDMAX_ACCUMULATE HARDMAX_DTYPE
#endif
#ifndef HARDMAX_DETERMINISTIC
#define HARDMAX_DETERMINISTIC 0
#endif

void step(int n, int d, const double *tokens, double alpha, const double *matrix, double *next);

enum { HARDMAX_MAX_DEPTH = 64, HARDMAX_CHUNK = 1 << 16, HARDMAX_MAX_LINE = 1 << 30 };

static char hardmax_error_text[200];

/* Says that the step cannot answer this case, and why. */
static inline void hardmax_error(const char *why)
{
    size_t length = strlen(why);
    if (length >= sizeof hardmax_error_text) {
        length = sizeof hardmax_error_text - 1;
    }
    memcpy(hardmax_error_text, why, length);
    hardmax_error_text[length] = '\0';
    fprintf(stderr, "hardmax_error: %s\n", hardmax_error_text);
}

/* ---- text that grows ---- */

typedef struct {
    char *bytes;
    size_t length, capacity;
    int failed; /* no memory: the rest was dropped */
} hardmax_text;

/* Makes room for more bytes and a NUL; 0 when there is none. */
static int hardmax_reserve(hardmax_text *text, size_t more)
{
    if (text->failed || more > (size_t)HARDMAX_MAX_LINE - text->length) {
        text->failed = 1;
        return 0;
    }
    if (text->length + more + 1 > text->capacity) {
        size_t capacity = 2 * (text->length + more + 1);
        char *bytes = (char *)realloc(text->bytes, capacity);
        if (bytes == NULL) {
            text->failed = 1;
            return 0;
        }
        text->bytes = bytes;
        text->capacity = capacity;
    }
    return 1;
}

static void hardmax_put(hardmax_text *text, const char *more)
{
    size_t length = strlen(more);
    if (hardmax_reserve(text, length)) {
        memcpy(text->bytes + text->length, more, length + 1);
        text->length += length;
    }
}

/* 17 digits read back as the same number. NaN and Infinity go bare, which the oracle understands. */
static void hardmax_put_number(hardmax_text *text, double value)
{
    char digits[40];
    if (value != value) {
        hardmax_put(text, "NaN");
    } else if (value > DBL_MAX || value < -DBL_MAX) {
        hardmax_put(text, value > 0 ? "Infinity" : "-Infinity");
    } else {
        sprintf(digits, "%.17g", value);
        hardmax_put(text, digits);
    }
}

static void hardmax_put_layer(hardmax_text *text, int n, int d, const double *tokens)
{
    for (int i = 0; i < n; i++) {
        hardmax_put(text, i == 0 ? "[[" : ",[");
        for (int c = 0; c < d; c++) {
            hardmax_put(text, c == 0 ? "" : ",");
            hardmax_put_number(text, tokens[(size_t)i * (size_t)d + (size_t)c]);
        }
        hardmax_put(text, "]");
    }
    hardmax_put(text, "]");
}

static void hardmax_put_string(hardmax_text *text, const char *value)
{
    char one[3];
    hardmax_put(text, "\"");
    for (; *value != '\0'; value++) {
        int escaped = *value == '"' || *value == '\\';
        int plain = *value >= 0x20 && *value < 0x7f;
        one[0] = escaped ? '\\' : plain ? *value : '?';
        one[1] = escaped ? *value : '\0';
        one[2] = '\0';
        hardmax_put(text, one);
    }
    hardmax_put(text, "\"");
}

/* ---- reading JSON: a cursor in a line that ends with NUL; every reader gives 0 where it is not what it reads ---- */

typedef struct {
    const char *at;
} hardmax_cursor;

static char hardmax_peek(hardmax_cursor *cursor)
{
    while (*cursor->at == ' ' || *cursor->at == '\t' || *cursor->at == '\r' || *cursor->at == '\n') {
        cursor->at++;
    }
    return *cursor->at;
}

static int hardmax_take(hardmax_cursor *cursor, char expected)
{
    if (hardmax_peek(cursor) != expected) {
        return 0;
    }
    cursor->at++;
    return 1;
}

/* The character behind a backslash, and past it: \u002B is '+', beyond ASCII '?', \n and the like the letter itself. */
static char hardmax_read_escape(hardmax_cursor *cursor)
{
    char digits[5] = {0};
    char escaped = *cursor->at;
    if (escaped == 'u' && strspn(cursor->at + 1, "0123456789abcdefABCDEF") >= 4) {
        memcpy(digits, cursor->at + 1, 4);
        cursor->at += 4;
        long code = strtol(digits, NULL, 16);
        return (char)(code > 0 && code < 0x7f ? code : '?');
    }
    return escaped;
}

/* A string; what does not fit is dropped. */
static int hardmax_read_string(hardmax_cursor *cursor, char *value, size_t size)
{
    size_t length = 0;
    if (!hardmax_take(cursor, '"')) {
        return 0;
    }
    for (; *cursor->at != '"'; cursor->at++) {
        char next = *cursor->at;
        if (next == '\\') {
            cursor->at++;
            next = hardmax_read_escape(cursor);
        }
        if (next == '\0') {
            return 0;
        }
        if (length + 1 < size) {
            value[length++] = next;
        }
    }
    cursor->at++;
    value[length] = '\0';
    return 1;
}

/* A number, or a string that holds one: "0x1.8p-3". */
static int hardmax_read_number(hardmax_cursor *cursor, double *value)
{
    char quoted[64];
    char *end;
    int is_quoted = hardmax_peek(cursor) == '"';
    if (is_quoted && !hardmax_read_string(cursor, quoted, sizeof quoted)) {
        return 0;
    }
    const char *digits = is_quoted ? quoted : cursor->at;
    if (*digits == '\0' || strchr("+-.0123456789", *digits) == NULL) {
        return 0;
    }
    *value = strtod(digits, &end);
    if (end == digits || !(*value <= DBL_MAX && *value >= -DBL_MAX)) {
        return 0;
    }
    if (is_quoted) {
        return *end == '\0' && strlen(quoted) + 1 < sizeof quoted;
    }
    cursor->at = end;
    return 1;
}

static int hardmax_read_int(hardmax_cursor *cursor, int *value)
{
    double number;
    if (!hardmax_read_number(cursor, &number) || number < 0 || number > INT_MAX || number != (double)(int)number) {
        return 0;
    }
    *value = (int)number;
    return 1;
}

static int hardmax_read_null(hardmax_cursor *cursor)
{
    if (hardmax_peek(cursor) != 'n' || strncmp(cursor->at, "null", 4) != 0) {
        return 0;
    }
    cursor->at += 4;
    return 1;
}

/* Any value, unread. */
static int hardmax_skip(hardmax_cursor *cursor, int depth)
{
    char word[2];
    char open = hardmax_peek(cursor);
    if (open == '"') {
        return hardmax_read_string(cursor, word, sizeof word);
    }
    if (open != '{' && open != '[') {
        size_t length = strcspn(cursor->at, ",]} \t\r\n");
        cursor->at += length;
        return length > 0;
    }
    if (depth == HARDMAX_MAX_DEPTH) {
        return 0;
    }
    char close = open == '{' ? '}' : ']';
    cursor->at++;
    if (hardmax_take(cursor, close)) {
        return 1;
    }
    do {
        if (open == '{' && (!hardmax_read_string(cursor, word, sizeof word) || !hardmax_take(cursor, ':'))) {
            return 0;
        }
        if (!hardmax_skip(cursor, depth + 1)) {
            return 0;
        }
    } while (hardmax_take(cursor, ','));
    return hardmax_take(cursor, close);
}

typedef struct {
    double *values;
    size_t count, capacity;
    int rows, columns;
} hardmax_rows;

static int hardmax_append(hardmax_rows *rows, double value)
{
    if (rows->count == rows->capacity) {
        size_t capacity = rows->capacity == 0 ? 64 : 2 * rows->capacity;
        double *values = capacity > (size_t)-1 / sizeof *values ? NULL : (double *)realloc(rows->values, capacity * sizeof *values);
        if (values == NULL) {
            return 0;
        }
        rows->values = values;
        rows->capacity = capacity;
    }
    rows->values[rows->count++] = value;
    return 1;
}

/* [[..],[..],..]: at least one row of at least one number, all of one length. */
static int hardmax_read_rows(hardmax_cursor *cursor, hardmax_rows *rows)
{
    rows->count = 0;
    rows->rows = rows->columns = 0;
    if (!hardmax_take(cursor, '[')) {
        return 0;
    }
    do {
        int columns = 0;
        if (!hardmax_take(cursor, '[')) {
            return 0;
        }
        do {
            double value;
            if (!hardmax_read_number(cursor, &value) || !hardmax_append(rows, value)) {
                return 0;
            }
            columns++;
        } while (hardmax_take(cursor, ','));
        if (!hardmax_take(cursor, ']') || (rows->rows > 0 && columns != rows->columns)) {
            return 0;
        }
        rows->columns = columns;
        rows->rows++;
    } while (hardmax_take(cursor, ','));
    return hardmax_take(cursor, ']');
}

/* ---- the protocol ---- */

typedef struct {
    char name[16]; /* cmd */
    int sequence, layers, has_matrix;
    double alpha;
    hardmax_rows tokens, matrix;
} hardmax_command;

static int hardmax_read_field(hardmax_cursor *cursor, const char *field, hardmax_command *command, int depth);

static int hardmax_read_object(hardmax_cursor *cursor, hardmax_command *command, int depth)
{
    char field[16];
    if (!hardmax_take(cursor, '{')) {
        return 0;
    }
    if (hardmax_take(cursor, '}')) {
        return 1;
    }
    do {
        if (!hardmax_read_string(cursor, field, sizeof field) || !hardmax_take(cursor, ':') || !hardmax_read_field(cursor, field, command, depth)) {
            return 0;
        }
    } while (hardmax_take(cursor, ','));
    return hardmax_take(cursor, '}');
}

static int hardmax_read_field(hardmax_cursor *cursor, const char *field, hardmax_command *command, int depth)
{
    if (depth == 0 && strcmp(field, "cmd") == 0) {
        return hardmax_read_string(cursor, command->name, sizeof command->name);
    }
    if (depth == 0 && strcmp(field, "seq") == 0) {
        return hardmax_read_int(cursor, &command->sequence);
    }
    if (depth == 0 && strcmp(field, "case") == 0) {
        return hardmax_read_object(cursor, command, 1);
    }
    if (depth == 1 && strcmp(field, "alpha") == 0) {
        return hardmax_read_number(cursor, &command->alpha);
    }
    if (depth == 1 && strcmp(field, "layers") == 0) {
        return hardmax_read_int(cursor, &command->layers);
    }
    if (depth == 1 && strcmp(field, "tokens") == 0) {
        return hardmax_read_rows(cursor, &command->tokens);
    }
    if (depth == 1 && strcmp(field, "matrix") == 0) {
        command->has_matrix = !hardmax_read_null(cursor);
        return !command->has_matrix || hardmax_read_rows(cursor, &command->matrix);
    }
    return hardmax_skip(cursor, depth);
}

static void hardmax_put_sequence(hardmax_text *reply, int sequence)
{
    char digits[40];
    reply->length = 0;
    reply->failed = 0;
    sprintf(digits, "{\"seq\":%d", sequence);
    hardmax_put(reply, digits);
}

static void hardmax_put_error(hardmax_text *reply, int sequence, const char *why)
{
    hardmax_put_sequence(reply, sequence);
    hardmax_put(reply, ",\"errored\":true,\"message\":");
    hardmax_put_string(reply, why);
    hardmax_put(reply, "}\n");
}

static void hardmax_run(hardmax_text *reply, hardmax_command *command)
{
    hardmax_rows *tokens = &command->tokens;
    int n = tokens->rows, d = tokens->columns;
    if (n == 0 || command->layers == 0 || (command->has_matrix && (command->matrix.rows != d || command->matrix.columns != d))) {
        hardmax_put_error(reply, command->sequence, "the case lacks tokens or layers, or its matrix is not d x d");
        return;
    }
    double *layer = tokens->values;
    double *next = (double *)malloc(tokens->count * sizeof *next);
    double *spare = next;
    if (next == NULL) {
        hardmax_put_error(reply, command->sequence, "no memory for the tokens");
        return;
    }
    hardmax_error_text[0] = '\0';
    hardmax_put_sequence(reply, command->sequence);
    hardmax_put(reply, ",\"trajectory\":[");
    hardmax_put_layer(reply, n, d, layer);
    for (int k = 0; k < command->layers && hardmax_error_text[0] == '\0' && !reply->failed; k++) {
        memset(next, 0xff, tokens->count * sizeof *next); /* all bits set is a NaN */
        step(n, d, layer, command->alpha, command->has_matrix ? command->matrix.values : NULL, next);
        hardmax_put(reply, ",");
        hardmax_put_layer(reply, n, d, next);
        double *moved = next;
        next = layer;
        layer = moved;
    }
    hardmax_put(reply, "]}\n");
    free(spare);
    if (hardmax_error_text[0] != '\0') {
        hardmax_put_error(reply, command->sequence, hardmax_error_text);
    } else if (reply->failed) {
        hardmax_put_error(reply, command->sequence, "no memory for the trajectory");
    }
}

static void hardmax_put_hello(hardmax_text *reply)
{
    reply->length = 0;
    hardmax_put(reply, "{\"protocol\":1,\"implementation\":{\"name\":");
    hardmax_put_string(reply, HARDMAX_NAME);
    hardmax_put(reply, ",\"version\":");
    hardmax_put_string(reply, HARDMAX_VERSION);
    hardmax_put(reply, ",\"language\":\"C\"},\"declares\":{\"dtype\":");
    hardmax_put_string(reply, HARDMAX_DTYPE);
    hardmax_put(reply, ",\"accumulate\":");
    hardmax_put_string(reply, HARDMAX_ACCUMULATE);
    hardmax_put(reply, HARDMAX_DETERMINISTIC ? ",\"deterministic\":true}}\n" : ",\"deterministic\":false}}\n");
}

/* Adds input to the line until it holds a line end; its length with the line end, or 0 at the end of the input. */
static size_t hardmax_read_line(int source, hardmax_text *line)
{
    size_t searched = 0;
    for (;;) {
        char *end = line->length == searched ? NULL : (char *)memchr(line->bytes + searched, '\n', line->length - searched);
        if (end != NULL) {
            return (size_t)(end - line->bytes) + 1;
        }
        searched = line->length;
        if (!hardmax_reserve(line, HARDMAX_CHUNK)) {
            fprintf(stderr, "hardmax_adapter: a command is too long for the memory\n");
            exit(1);
        }
        long count = (long)HARDMAX_READ(source, line->bytes + line->length, HARDMAX_CHUNK);
        if (count <= 0) {
            return 0;
        }
        line->length += (size_t)count;
    }
}

static void hardmax_write(int sink, const hardmax_text *reply)
{
    for (size_t written = 0; written < reply->length;) {
        size_t left = reply->length - written;
        long count = (long)HARDMAX_WRITE(sink, reply->bytes + written, left < HARDMAX_CHUNK ? left : (size_t)HARDMAX_CHUNK);
        if (count <= 0) {
            exit(1);
        }
        written += (size_t)count;
    }
}

/* Gives a program that reads its arguments or has a main of its own (define HARDMAX_NO_MAIN) the loop to call. */
static int hardmax_serve(void)
{
    static hardmax_text line, reply;
    static hardmax_command command;
    /* stdin and stdout belong to the protocol; what the step prints goes to stderr. */
    int source = HARDMAX_DUP(0), sink = HARDMAX_DUP(1);
    if (source < 0 || sink < 0 || HARDMAX_DUP2(2, 1) < 0) {
        fprintf(stderr, "hardmax_adapter: no standard streams\n");
        return 1;
    }
#ifdef _WIN32
    _setmode(source, _O_BINARY);
    _setmode(sink, _O_BINARY);
#endif
    for (size_t length; (length = hardmax_read_line(source, &line)) > 0;) {
        hardmax_cursor cursor = {line.bytes};
        line.bytes[length - 1] = '\0';
        command.name[0] = '\0';
        command.sequence = command.layers = command.has_matrix = 0;
        command.tokens.rows = 0;
        int understood = hardmax_read_object(&cursor, &command, 0) && hardmax_peek(&cursor) == '\0';
        if (strcmp(command.name, "stop") == 0) {
            break;
        }
        if (strcmp(command.name, "hello") == 0) {
            hardmax_put_hello(&reply);
        } else if (understood && strcmp(command.name, "run") == 0) {
            hardmax_run(&reply, &command);
        } else {
            hardmax_put_error(&reply, command.sequence, "the command is not understood, or there is no memory for it");
        }
        fflush(stdout);
        hardmax_write(sink, &reply);
        line.length -= length;
        memmove(line.bytes, line.bytes + length, line.length);
    }
    free(line.bytes);
    free(reply.bytes);
    free(command.tokens.values);
    free(command.matrix.values);
    return 0;
}

#ifndef HARDMAX_NO_MAIN
int main(void)
{
    return hardmax_serve();
}
#endif

#endif
