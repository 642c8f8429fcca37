#!/usr/bin/env python3
"""Writes inputs/ and cases.txt of the corpus: the same bytes each time, with the standard library alone.

The expected results are not its business: CorpusTests writes those. Two kinds of inputs are kept and not written here:
certificates that `hardmax limit --certificate` once wrote (inputs/kept/), and problems of docs/witnesses, which are copied.
"""
import gzip
import io
import json
import pathlib
import struct
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
INPUTS = HERE / "inputs"
WITNESSES = HERE.parents[2] / "docs" / "witnesses"
cases = []


# ---- files

def write(name, data):
    path = INPUTS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return name


def problem(stem, tokens, alpha="1", matrix=None, **more):
    fields = {"alpha": alpha, **({} if matrix is None else {"matrix": matrix}), "tokens": tokens, **more}
    return write(stem + ".json", json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n")


FORMATS = {"<f8": "d", "<f4": "f", "<f2": "e", "<i4": "i", "|u1": "B", ">f8": "d", "<i8": "q", ">i2": "h", "|i1": "b", "<u8": "Q"}


def npy(values, shape, descr="<f8", fortran=False):
    text = "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"
    header = f"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {text}, }}"
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    order = ">" if descr[0] == ">" else "<"
    data = struct.pack(order + FORMATS[descr] * len(values), *values)
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


def npz(deflate=False, **arrays):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED) as archive:
        for name, data in arrays.items():
            entry = zipfile.ZipInfo(name + ".npy", (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
            archive.writestr(entry, data)
    return stream.getvalue()


class Lcg:
    """Numbers that depend on the seed alone, in any version of Python."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound

    def rows(self, n, d, draw):
        return [[draw(self) for _ in range(d)] for _ in range(n)]


# ---- cases

def case(name, arguments, stdin=None):
    """Arguments as a shell has them: words, '..' around some, && between runs, < file for standard input, {out} for a folder."""
    assert name not in (known for known, _ in cases), name
    cases.append((name, arguments + (f" < {stdin}" if stdin else "")))


# ---- problems

square = [["1", "1"], ["1", "-1"], ["-1", "-1"], ["-1", "1"]]
P = {}


def add(stem, *arguments, **more):
    P[stem] = problem(stem, *arguments, **more)


add("square", [*square, ["-1/25", "6/25"], ["-43/100", "7/50"], ["3/100", "-21/50"]], "1/2")
add("emerging-leader", [["1", "1/3"], ["-1/12", "1/12"], ["-1", "-1"], ["0", "1/4"], ["-3/10", "-7/10"], ["4/5", "1/10"]], "1/2",
    "identity")
add("nonleader-clusters", [*square, ["-1/2", "0"], ["1/2", "0"], ["1/5", "1/25"]], "1/2")
add("rotated-square", [["-1/5", "7/5"], ["7/5", "1/5"], ["1/5", "-7/5"], ["-7/5", "-1/5"], ["3/10", "2/5"], ["-3/10", "-2/5"]], "1/2")
add("tied-for-ever", [["1", "1"], ["1", "-1"], ["1/2", "0"]])
add("zero-token", [["0"], ["1"], ["-1"]])
add("all-zero", [[0, 0], [0, 0], [0, 0]])
add("one-token", [["3/7", "-2"]])
add("one-number", [[5]], "1/3")
add("one-zero", [[0]])
add("line", [[1], [-2], ["1/2"], ["1/3"]], "2/3")
add("equal-tokens", [["1", "2"], ["1", "2"]])
add("duplicates", [[1, 1], [1, 1], [1, -1], ["1/2", 0], ["1/2", 0], [1, 1]], "3/4")
add("mixed-numbers", [[0.1, "0.1"], ["1/10", "0x1.8p-3"], [-2.5e-3, "-7/11"]], 0.5)
add("large-denominators", [["123456789012345678901234567890/987654321098765432109876543211", "1/340282366920938463463374607431768211507"],
                           ["-99999999999999999999/100000000000000000039", "5/7"], ["3/11",
                               "-314159265358979323846/271828182845904523536"]], "355/113")
add("extremes", [[1.7976931348623157e308, 5e-324], [-1.7976931348623157e308, 2.2250738585072014e-308], [1e-300, 1e300]], 1)
add("smallest", [[5e-324], [1e-323], [-5e-324]], 5e-324)
add("near-tie", [[1, 0.1], [1, 0.10000000000000002], [0.5, 1e-17]], 1)
add("tiny-alpha", [*square, ["1/3", "1/7"]], "1/1000000000")
add("huge-alpha", [*square, ["1/3", "1/7"]], "1000000000000")
add("cube", [[x, y, z] for x in (1, -1) for y in (1, -1) for z in (1, -1)] + [[0, 0, 0], ["1/2", "1/3", "1/5"]], "1/2")
add("simplex-4d", [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], ["1/4", "1/4", "1/4", "1/5"]])
add("labels", [[2, 1], [-1, 3], [0, "1/2"]], "1/2", "identity", labels=["très bon", "b\u202ead", "a,\"b\""], name="naïve «test»",
    description="d")
add("spd-2d", [*square, ["1/3", "1/7"]], "1", [[2, 1], [1, 3]])
add("spd-rational", [[1, 2], [-3, "1/2"], ["1/9", "-4/5"]], "2/3", [["5/3", "1/7"], ["1/7", "2/9"]])
add("spd-3d", [[1, 0, 2], [-1, 1, 0], [0, -2, 1], ["1/2", "1/2", "-1/2"]], "1/2", [[2, -1, 0], [-1, 2, -1], [0, -1, 2]])
add("spd-floats", [[0.1, 0.2], [-0.3, 0.4], [0.5, -0.6]], 0.7, [[1.1, 0.1], [0.1, 0.9]])
add("psd-singular", [["1", "0"], ["1", "1"]], "1", [[1, 0], [0, 0]])
add("psd-singular-3d", [[1, 2, 3], [-1, 0, 1], [2, -2, 0], [0, 1, 1]], "1/2", [[1, 1, 0], [1, 1, 0], [0, 0, 2]])
add("zero-matrix", [[1, 2], [-1, 0], [3, 3]], "1", [[0, 0], [0, 0]])
add("negative", [["3"], ["-1"]], "1", [[-1]])
add("negative-cycle", [[1], [-5]], "1", [[-1]])
add("negative-definite", [[1, 2], [-2, 1], [0, 3]], "1/2", [[-2, 1], [1, -2]])
add("nsd-singular", [[1, 2], [-2, 1], [0, 3]], "1/2", [[-1, 0], [0, 0]])
add("indefinite-pair", [[1, "1/2"], [1, "-1/2"], [-1, 0]], "1/3", [[1, 0], [0, -1]])
add("indefinite-meet", [[2, 1], [2, -1], [-2, 0]], "1", [[1, 0], [0, -1]])
add("period-2", [[3, 5, 0], [3, -5, 0], [-3, 0, 5], [-3, 0, -5], [1, 0, 0]], "1", [[-1, 0, 0], [0, 1, 0], [0, 0, 1]])
add("skew", [[1, 0], [0, 1], [-1, -1]], "1", [[0, -1], [1, 0]])
add("skew-3d", [[-1, 1, -1], [3, 2, 2]], "1/10", [[0, 5, 1], [-5, 0, 6], [-1, -6, 0]])
add("rotation", [[1, 0], [0, 1], [-1, 0], [0, -1], ["1/2", "1/2"]], "1/2", [["3/5", "-4/5"], ["4/5", "3/5"]])
add("nonsymmetric", [[1, 2], [-1, 1], [2, -2]], "1/2", [[1, 2], [3, 4]])
add("nilpotent", [[1, 2], [-1, 1], [2, -2]], "1", [[0, 1], [0, 0]])
add("nonsymmetric-consensus", [[1, 0], [-1, 0], [0, 1], [0, -1]], "1", [[1, -2], [2, 1]])
add("pd-nonsymmetric", [[1, 0], [2, 1], [-1, -1], [0, "1/2"]], "2/5", [[1, "-1/2"], ["1/2", 1]])
add("beyond-control", [[1, 0], [2, 1], [2, -1]])
add("inside", [*square, [0, "1/2"]])
add("simplex", [[3, 0], [0, 3], [-3, -3], [0, 0]])
add("collinear", [[0, 0], [1, 1], [2, 2], [3, 3]])

draw = Lcg(7)
add("random-integers", draw.rows(9, 3, lambda r: r.below(11) - 5), "1/2")
add("random-rationals", draw.rows(7, 2, lambda r: f"{r.below(199) - 99}/{1 + r.below(97)}"), "7/5", [["3/2", "1/3"], ["1/3", "4/5"]])
add("random-doubles", draw.rows(8, 3, lambda r: (r.below(2**30) - 2**29) / 2**27 / 3), 0.3)
add("random-skew", draw.rows(6, 2, lambda r: r.below(7) - 3), "1", [[0, 2], [-2, 0]])
add("random-general", draw.rows(6, 3, lambda r: r.below(7) - 3), "2/3", draw.rows(3, 3, lambda r: r.below(5) - 2))
add("many-tokens", draw.rows(60, 2, lambda r: r.below(41) - 20), "1/4")

for path in sorted(WITNESSES.glob("*.json")):
    text = json.loads(path.read_text())
    P["witness-" + path.stem] = write(f"witness-{path.stem}.json", json.dumps(text, separators=(",", ":")) + "\n")
W = [name for name in P if name.startswith("witness-")]
own = [name for name in P if name not in W]

# ---- other formats

write("plain.csv", "1,1/3\n-0.5,\"2\"\n0x1p-2,-3\n")
write("header.csv", "# a comment\nx,y\n1,1/3\n-0.5,2\n")
write("numbers-header.csv", "0,1\n1,2\n-3,4\n")
write("bom-crlf.csv", b"\xef\xbb\xbf1,2\r\n3,-4\r\n\r\n")
write("missing.csv", "1,2\n3,\n")
write("ragged.csv", "1,2\n3\n")
write("semicolons.csv", "1;2\n3;4\n")
write("empty.csv", "")
write("only-header.csv", "x,y\n")
write("nan.csv", "1,2\n3,NaN\n")
write("zero-denominator.csv", "1,1/0\n")
write("fortran-number.csv", "1,1D5\n2,3\n")
write("gap.csv", "1\n\n2\n")
write("cloud.npy", npy([1, 1, 1, -1, 0.5, 0], (3, 2)))
write("cloud-f4.npy", npy([1, 1, 1, -1, 0.1, 0], (3, 2), "<f4"))
write("cloud-f2.npy", npy([1, 1, 1, -1, 0.1, 0], (3, 2), "<f2"))
write("cloud-i4.npy", npy([1, 1, 1, -1, 2, 0], (3, 2), "<i4"))
write("cloud-u1.npy", npy([1, 1, 1, 7, 2, 0], (3, 2), "|u1"))
write("cloud-big-endian.npy", npy([1, 1, 1, -1, 0.5, 0], (3, 2), ">f8"))
write("cloud-u8.npy", npy([2**64 - 1, 1, 1, 2**63], (2, 2), "<u8"))
write("cloud-fortran.npy", npy([1, 1, 0.5, 1, -1, 0], (3, 2), "<f8", True))
write("batch.npy", npy([draw.below(17) / 4 - 2 for _ in range(5 * 4 * 2)], (5, 4, 2)))
write("vector.npy", npy([1, 2, 3], (3,)))
write("four-axes.npy", npy([1, 2, 3, 4], (1, 2, 2, 1)))
write("nan.npy", npy([1, 2, 3, float("nan")], (2, 2)))
write("nan-batch.npy", npy([1, 2, 3, 4, 5, 6, 7, float("inf")], (2, 2, 2)))
write("short.npy", npy([1, 2, 3, 4], (2, 2))[:-1])
write("long.npy", npy([1, 2, 3, 4], (2, 2)) + b"\0")
write("cut.npy", npy([1, 2], (2, 1))[:40])
write("empty.npy", npy([], (0, 2)))
write("huge-shape.npy", npy([1, 2, 3, 4], (2000000000, 2000000000)))
write("text.npy", "1,2\n3,4\n")
write("objects.npy", npy([1, 2], (2, 1)).replace(b"'<f8'", b"'|O8'"))
write("complex.npy", npy([1, 2], (1, 1)).replace(b"'<f8'", b"'<c8'"))
write("alpha-matrix.npz", npz(tokens=npy([1, 1, 1, -1, 0.5, 0], (3, 2)), alpha=npy([0.25], ()), matrix=npy([0, -1, 1, 0], (2, 2))))
write("deflated.npz", npz(True, tokens=npy([1, 1, 1, -1, 0.5, 0], (3, 2)), alpha=npy([1], (1,))))
write("arr_0.npz", npz(arr_0=npy([1, 1, 1, -1], (2, 2))))
write("unknown-array.npz", npz(tokens=npy([1, 1], (1, 2)), A=npy([1, 0, 0, 1], (2, 2))))
write("no-tokens.npz", npz(z=npy([1], (1, 1))))
write("cut.npz", npz(tokens=npy([1, 1], (1, 2)))[:60])
write("batch.npz", npz(tokens=npy([1, 1, 1, -1, 2, 0, 0, 3], (2, 2, 2)), alpha=npy([0.5], ())))
write("matrix.npy", npy([2, 1, 1, 2], (2, 2)))
write("matrix.csv", "2,1\n1,2\n")
write("matrix.json", "[[\"1/2\",0],[0,1]]\n")
write("problems.jsonl",
    '{"tokens":[[1],[-1]],"alpha":1}\n{"tokens":[[1,1],[1,-1],["1/2",0]],"alpha":"1/2"}\n{"tokens":[[1],[-5]],"alpha":1,"matrix":[[-1]]}\n')
write("bad.jsonl", '{"tokens":[[1],[-1]],"alpha":1}\n{"tokens":[[1],[x]],"alpha":1}\n')
write("no-alpha.json", '{"tokens":[[1,2],[3,4]]}\n')

BAD = {
    "empty": "", "open": "{", "array": "[]", "number": "3", "null": "null",
    "two-values": '{"tokens":[[1]],"alpha":1}{}',
    "no-tokens": '{"tokens":[],"alpha":1}', "no-coordinates": '{"tokens":[[]],"alpha":1}',
    "tokens-missing": '{"alpha":1}', "alpha-missing": '{"tokens":[[1]]}',
    "ragged": '{"tokens":[[1,2],[3]],"alpha":1}', "word": '{"tokens":[[1],["x"]],"alpha":1}',
    "nan": '{"tokens":[[1],[NaN]],"alpha":1}', "infinity": '{"tokens":[[1],[-Infinity]],"alpha":1}',
    "over-zero": '{"tokens":[["1/0"]],"alpha":1}', "beyond-binary64": '{"tokens":[[1e400]],"alpha":1}',
    "exponent-bomb": '{"tokens":[["1e1000000000"]],"alpha":1}',
    "alpha-0": '{"tokens":[[1]],"alpha":0}', "alpha-negative": '{"tokens":[[1]],"alpha":"-1/2"}',
    "alpha-null": '{"tokens":[[1]],"alpha":null}',
    "alpha-twice": '{"tokens":[[1]],"alpha":1,"alpha":2}', "matrx": '{"tokens":[[1]],"alpha":1,"matrx":[[1]]}',
    "matrix-size": '{"tokens":[[1]],"alpha":1,"matrix":[[1,2],[3,4]]}', "matrix-shape": '{"tokens":[[1,2]],"alpha":1,"matrix":[[1,2]]}',
    "matrix-word": '{"tokens":[[1]],"alpha":1,"matrix":"identiy"}', "labels-count": '{"tokens":[[1]],"alpha":1,"labels":["a","b"]}',
    "trailing-comma": '{"tokens":[[1,],[2]],"alpha":1}', "comment": '{"tokens":[[1]],/* */"alpha":1}',
    "string-token": '{"tokens":["12"],"alpha":1}',
    "deep": '{"tokens":' + "[" * 40 + "1" + "]" * 40 + "}", "true": '{"tokens":[[true]],"alpha":1}',
    "leading-zero": '{"tokens":[[01]],"alpha":1}',
}
for name, text in BAD.items():
    write(f"bad/{name}.json", text)
write("bad/latin1.json", '{"name":"ü","tokens":[[1]],"alpha":1}'.encode("latin1"))
write("bad/utf16.json", '{"tokens":[[1]],"alpha":1}'.encode("utf-16-le"))
write("bad/cloud.txt", "1\n")

# ---- limit

for name in own:
    case(f"limit/{name}", f"limit {P[name]} --json" + (" --threads 1" if len(name) % 2 else ""))
for name in W:
    case(f"limit/{name}", f"limit {P[name]} --json")
for name in ["square", "emerging-leader", "period-2", "skew-3d", "negative-cycle", "labels", "duplicates", "nonsymmetric-consensus",
    "large-denominators"]:
    case(f"limit-table/{name}", f"limit {P[name]}")
for layers in (0, 1, 2, 7, 8, 20):
    case(f"limit/max-layers-{layers}", f"limit rotation.json --max-layers {layers} --json")
    case(f"limit/max-layers-{layers}-general", f"limit random-general.json --max-layers {layers} --json")
case("limit/max-layers-table", "limit rotation.json --max-layers 0")
case("limit/undecided-certificate", "limit rotation.json --max-layers 0 --certificate {out}/c.json --json")
case("limit/undecided-certificate-table", "limit rotation.json --max-layers 1 --certificate {out}/c.json")
case("limit/stdin", "limit - --json", "tied-for-ever.json")
case("limit/stdin-table", "limit -", "tied-for-ever.json")
case("limit/two-files", "limit square.json skew.json negative-cycle.json --json")
case("limit/good-then-bad", "limit square.json bad/open.json skew.json --json")
case("limit/several-certificates", "limit square.json skew.json --certificate {out}/c --json")
case("limit/batch-certificates", "limit batch.npy --alpha 1 --certificate {out}/c --json")
case("limit/batch", "limit batch.npy --alpha 1/2 --json")
case("limit/batch-one-thread", "limit batch.npy --alpha 1/2 --threads 1 --json")
case("limit/batch-table", "limit batch.npy --alpha 1/2")
case("limit/batch-undecided", "limit batch.npy --alpha 1 --matrix '0,-1;1,0' --max-layers 3 --json")
case("limit/batch-undecided-certificates", "limit batch.npy --alpha 1 --matrix '0,-1;1,0' --max-layers 3 --certificate {out}/c --json")
case("limit/batch-skew", "limit batch.npy --alpha 1 --matrix '0,-1;1,0' --json")
case("limit/batch-npz", "limit batch.npz --json")
case("limit/jsonl", "limit problems.jsonl --json")
case("limit/jsonl-table", "limit problems.jsonl")
case("limit/jsonl-bad", "limit bad.jsonl --json")
case("limit/no-alpha-given", "limit no-alpha.json --alpha 0.1 --json")
case("limit/no-alpha-exact", "limit no-alpha.json --alpha 1/10 --json")
case("limit/alpha-hex", "limit no-alpha.json --alpha 0x1.8p-3 --json")
for number, matrix in enumerate(("identity", "2,1;1,2", "[[2,1],[1,2]]", '[["1/2",0],[0,1]]', "matrix.npy", "matrix.csv", "matrix.json",
    "spd-2d.json", "0.5,-1; 1,0x1p-2")):
    case(f"limit/matrix-given-{number}", f"limit no-alpha.json --alpha 1 --matrix '{matrix}' --json")
for number, matrix in enumerate(("1,0", "1,2;3", "x", "[[1]]", "none.json", "vector.npy", "", "[[1,2],[3,NaN]]")):
    case(f"limit/argument-matrix-{number}", f"limit no-alpha.json --alpha 1 --matrix '{matrix}' --json")
for number, alpha in enumerate(("0", "-1", "1/0", "x", "", "1e400", "nan", "1D5", "0,5")):
    case(f"limit/argument-alpha-{number}", f"limit no-alpha.json --alpha '{alpha}' --json")
case("limit/alpha-contradicts", "limit square.json --alpha 1/3 --json")
case("limit/alpha-agrees", "limit square.json --alpha 0.5 --json")
case("limit/matrix-contradicts", "limit spd-2d.json --matrix '[[3,0],[0,3]]' --json")
for file in ("plain.csv", "header.csv", "bom-crlf.csv", "numbers-header.csv", "cloud.npy", "cloud-f4.npy", "cloud-f2.npy", "cloud-i4.npy",
    "cloud-u1.npy",
             "cloud-u8.npy", "cloud-big-endian.npy", "cloud-fortran.npy", "arr_0.npz", "missing.csv", "ragged.csv", "semicolons.csv",
             "empty.csv", "only-header.csv", "nan.csv",
             "zero-denominator.csv", "fortran-number.csv", "gap.csv", "vector.npy", "four-axes.npy", "nan.npy", "nan-batch.npy",
             "short.npy", "long.npy",
             "cut.npy", "empty.npy", "huge-shape.npy", "text.npy", "objects.npy", "complex.npy", "unknown-array.npz", "no-tokens.npz",
             "cut.npz"):
    case(f"limit/{file}", f"limit {file} --alpha 1 --json")
case("limit/alpha-matrix.npz", "limit alpha-matrix.npz --json")
case("limit/deflated.npz", "limit deflated.npz --json")
case("limit/csv-table", "limit header.csv --alpha 1")
case("limit/csv-header-yes", "limit numbers-header.csv --alpha 1 --header yes --json")
case("limit/csv-header-no", "limit numbers-header.csv --alpha 1 --header no --json")
case("limit/csv-without-alpha", "limit plain.csv --json")
case("limit/npy-without-alpha", "limit cloud.npy --json")
for name in [*BAD, "latin1", "utf16"]:
    case(f"limit/bad-{name}", f"limit bad/{name}.json --json")
case("limit/missing-file", "limit none.json --json")
case("limit/folder", "limit bad --json")
case("limit/unknown-extension", "limit bad/cloud.txt --json")
case("limit/certificate-into-a-new-folder", "limit square.json --certificate {out}/new/c.json --json")

# ---- verify

for name in ["square", "emerging-leader", "duplicates", "negative-cycle", "period-2", "skew-3d", "random-rationals", "zero-token",
    "psd-singular",
             "nonsymmetric-consensus", "line", "random-skew", "cube", "spd-floats"]:
    case(f"verify/{name}", f"limit {P[name]} --certificate {{out}}/c.json --json && verify {{out}}/c.json --json")
case("verify/batch", "limit batch.npy --alpha 1/2 --certificate {out} --json && verify {out}/0.json {out}/4.json --json")
case("verify/table", "limit square.json --certificate {out}/c.json && verify {out}/c.json")
kept = (INPUTS / "kept" / "square.certificate.json").read_text() if (INPUTS / "kept" / "square.certificate.json").exists() else ""
cycle = (INPUTS / "kept" / "period-2.certificate.json").read_text() if kept else ""
TAMPERED = {
    "layer": (kept, '"layer":', '"layer":1'), "leaders": (kept, '"leaders":[0,', '"leaders":[1,'), "fewer-leaders": (kept,
        '"leaders":[0,1,2,3]', '"leaders":[0,1,2]'),
    "leader-points": (kept, '"leaderPoints":4', '"leaderPoints":3'), "distinct": (kept, '"distinct":7', '"distinct":6'), "digest": (kept,
        '"sha256":"', '"sha256":"0'),
    "problem": (kept, '"alpha":"1/2"', '"alpha":"1/3"'), "kind": (kept, '"kind":"leader"', '"kind":"other"'), "point": (kept,
        '"point":["1","1"]', '"point":["1","2"]'),
    "member": (kept, '"members":[0', '"members":[1'), "far-index": (kept, '"leaders":[0', '"leaders":[77'), "status": (kept,
        '"status":"certified"', '"status":"cycle"'),
    "schema": (kept, "certificate/1", "certificate/2"), "unknown-field": (kept, '"schema"', '"x":1,"schema"'), "proof": (kept,
        '"stationary-means"', '"recurring-gaps"'),
    "proof-word": (kept, '"proof":"', '"proof":"x'), "period": (kept, '"period":1', '"period":2'), "sets-period": (kept, '"setsPeriod":1',
        '"setsPeriod":2'),
    "polytope": (kept, '"polytope":[0,', '"polytope":['), "cycle-period": (cycle, '"period":2', '"period":1'), "cycle-status": (cycle,
        '"status":"cycle"', '"status":"certified"'),
    "cycle-layer": (cycle, '"layer":', '"layer":1'), "settled": (kept, '"settledLayer":',
        '"settledLayer":1'), "cut": (kept[:len(kept) // 2], "", ""),
}
for name, (text, old, new) in TAMPERED.items():
    if kept:
        assert old in text, (name, old)
        write(f"kept/tampered-{name}.json", text.replace(old, new, 1) if old else text)
        case(f"verify/tampered-{name}", f"verify kept/tampered-{name}.json --json")
case("verify/kept", "verify kept/square.certificate.json kept/period-2.certificate.json --json")
case("verify/some-invalid", "verify kept/square.certificate.json kept/tampered-point.json --json")
case("verify/some-invalid-table", "verify kept/square.certificate.json kept/tampered-point.json")
case("verify/problem", "verify square.json --json")
case("verify/missing-file", "verify none.json --json")
case("verify/empty", "verify bad/empty.json --json")

# ---- simulate

ENGINES = ("textbook", "exact", "double", "single")
for at, name in enumerate(own):
    engine = ENGINES[at % 4]
    layers = (0, 1, 3, 6)[at // 4 % 4]
    case(f"simulate/{name}-{engine}", f"simulate {P[name]} --layers {layers} --engine {engine} --json")
for name in ("emerging-leader", "skew-3d", "near-tie", "extremes"):
    for engine in ENGINES:
        case(f"simulate/engines-{name}-{engine}", f"simulate {P[name]} --layers 4 --engine {engine} --json")
for engine in ENGINES:
    case(f"simulate/table-{engine}", f"simulate tied-for-ever.json --layers 3 --engine {engine}")
    case(f"simulate/out-json-{engine}",
        f"simulate spd-rational.json --layers 2 --engine {engine} --out {{out}}/t.json --json && check {{out}}/t.json --json")
    case(f"simulate/out-npy-{engine}", f"simulate cube.json --layers 2 --engine {engine} --out {{out}}/t.npy --json")
case("simulate/many-layers", "simulate random-skew.json --layers 40 --engine double --json")
case("simulate/rotated-layers", "simulate rotated-square.json --layers 60 --engine double --threads 1 --json")
case("simulate/repeat", "simulate square.json --layers 5 --engine double --repeat 3 --json")
case("simulate/overflow", "simulate extremes.json --layers 2 --engine single")
case("simulate/stdin", "simulate - --layers 1 --engine exact --json", "line.json")
case("simulate/csv", "simulate plain.csv --alpha 1/3 --matrix '0,1;1,0' --layers 2 --engine exact --json")
case("simulate/npy", "simulate cloud.npy --alpha 1/3 --layers 2 --engine double --json")
case("simulate/npz", "simulate alpha-matrix.npz --layers 2 --engine exact --json")
case("simulate/batch", "simulate batch.npy --alpha 1 --layers 1 --engine double --json")
case("simulate/out-extension", "simulate square.json --layers 1 --engine double --out {out}/t.txt --json")
case("simulate/bad", "simulate bad/ragged.json --layers 1 --engine double --json")
for number, arguments in enumerate(("--layers 1", "--engine exact", "--layers -1 --engine exact", "--layers x --engine exact",
    "--layers 1 --engine quad", "--layers 1 --engine exact --repeat 0",
                                    "--layers 1 --engine exact --threads 0", "--layers 1 --engine exact --laysers 2",
                                    "--layers 99999999999 --engine exact")):
    case(f"simulate/usage-{number}", f"simulate square.json {arguments} --json")

# ---- claims

for name in own:
    case(f"claims/{name}", f"claims {P[name]} --json")
for name in W:
    case(f"claims/{name}", f"claims {P[name]} --claim {name.removeprefix('witness-').split('--')[0]} --json")
for name in ("square", "negative-cycle", "skew", "random-rationals"):
    case(f"claims/table-{name}", f"claims {P[name]}")
for claim in ("vertex-can-lead-spd", "vertex-can-lead-any", "leaders-combine-spd", "leaders-combine-any", "first-leaders-are-final",
    "one-leader-at-most", "2d-leaders-at-most", "cycles-have-ties"):
    case(f"claims/conjecture-{claim}", f"claims inside.json --claim {claim} --json")
    case(f"claims/conjecture-{claim}-cycle", f"claims period-2.json --claim {claim} --json")
case("claims/two", "claims square.json --claim converges --claim consensus --json")
case("claims/undecided", "claims rotation.json --max-layers 0 --json")
case("claims/stdin", "claims - --json", "skew.json")
case("claims/csv", "claims plain.csv --alpha 1 --matrix '1,2;0,1' --json")
case("claims/batch", "claims batch.npy --alpha 1 --json")
case("claims/unknown", "claims square.json --claim convergs --json")
case("claims/bad", "claims bad/nan.json --json")
case("claims/missing", "claims none.json --json")

# ---- control

for name in ("square", "beyond-control", "inside", "simplex", "collinear", "line", "one-token", "one-number", "zero-token", "duplicates",
    "cube", "simplex-4d", "mixed-numbers",
             "large-denominators", "random-integers"):
    for kind in ("spd", "any"):
        case(f"control/{name}-0-{kind}", f"control {P[name]} --leaders 0 --class {kind} --json")
for name in ("square", "inside", "simplex", "beyond-control", "cube", "equal-tokens", "all-zero", "random-rationals"):
    case(f"control/{name}-last-symmetric",
        f"control {P[name]} --leaders {len(json.loads((INPUTS / P[name]).read_text())['tokens']) - 1} --class symmetric --json")
    case(f"control/{name}-exactly", f"control {P[name]} --leaders 0,1 --exactly --json")
for name in ("beyond-control", "inside", "simplex", "collinear", "equal-tokens", "simplex-4d"):
    for kind in ("spd", "symmetric", "any"):
        case(f"control/{name}-all-{kind}", f"control {P[name]} --all --class {kind} --json")
case("control/none-exactly", "control inside.json --leaders none --exactly --class any --json")
case("control/none-exactly-spd", "control inside.json --leaders none --exactly --json")
case("control/final", "control beyond-control.json --leaders 1,2 --final --tries 20 --seed 3 --json")
case("control/final-any", "control inside.json --leaders 0,2 --final --tries 60 --class any --json")
case("control/final-none", "control beyond-control.json --leaders none --final --tries 30 --class any --json")
case("control/final-not-found", "control inside.json --leaders 4 --final --tries 10 --json")
case("control/smt2", "control inside.json --leaders 0 --smt2 {out}/q.smt2 --json")
case("control/smt2-any-exactly", "control beyond-control.json --leaders 0 --exactly --class any --smt2 {out}/q.smt2 --json")
case("control/table-feasible", "control inside.json --leaders 0,1")
case("control/table-infeasible", "control beyond-control.json --leaders 0")
case("control/table-all", "control simplex.json --all")
case("control/table-final", "control inside.json --leaders 0,2 --final --tries 60 --class any")
case("control/stdin", "control - --leaders 2 --json", "beyond-control.json")
case("control/csv", "control plain.csv --alpha 1 --leaders 1 --json")
case("control/csv-without-alpha", "control plain.csv --leaders 1 --json")
for number, arguments in enumerate(("", "--leaders 9", "--leaders x", "--leaders 0,0", "--leaders ''", "--leaders -1", "--leaders none",
    "--leaders 0 --class psd", "--leaders 0 --all",
                                    "--all --exactly", "--all --final", "--leaders 0 --tries 5", "--leaders 0 --final --tries 0",
                                    "--leaders 0 --seed 3", "--leaders 0 --smt2 ''")):
    case(f"control/usage-{number}", f"control square.json {arguments} --json")
case("control/bad", "control bad/word.json --leaders 0 --json")

# ---- robustness

for name in ("square", "emerging-leader", "tied-for-ever", "one-token", "one-number", "zero-token", "all-zero", "equal-tokens",
    "duplicates", "line", "mixed-numbers", "large-denominators",
             "extremes", "cube", "simplex-4d", "spd-2d", "spd-rational", "psd-singular", "zero-matrix", "negative", "indefinite-pair",
             "skew", "nonsymmetric", "nilpotent", "beyond-control",
             "inside", "random-integers", "random-rationals", "random-general"):
    case(f"robustness/{name}", f"robustness {P[name]} --json")
for name in ("inside", "skew", "spd-2d", "random-integers", "zero-matrix", "tied-for-ever", "nilpotent"):
    case(f"robustness/{name}-symmetric", f"robustness {P[name]} --changes symmetric --json")
for name in ("inside", "skew", "square", "tied-for-ever", "negative-definite"):
    case(f"robustness/{name}-direction", f"robustness {P[name]} --direction '[[0,1],[1,0]]' --json")
case("robustness/direction-zero", "robustness inside.json --direction '[[0,0],[0,0]]' --json")
case("robustness/direction-skew", "robustness inside.json --direction '0,-1;1,0' --json")
case("robustness/direction-file", "robustness inside.json --direction matrix.json --json")
case("robustness/table", "robustness beyond-control.json")
case("robustness/table-direction", "robustness inside.json --direction '[[0,1],[1,0]]'")
case("robustness/table-never", "robustness one-token.json")
case("robustness/stdin", "robustness - --json", "beyond-control.json")
case("robustness/npy", "robustness cloud.npy --alpha 1 --matrix matrix.npy --json")
for number, arguments in enumerate(("--changes all", "--direction '[[1]]'", "--direction x",
    "--changes symmetric --direction '[[0,1],[1,0]]'", "--changes symmetric --direction '[[0,1],[0,0]]'")):
    case(f"robustness/usage-{number}", f"robustness square.json {arguments} --json")
case("robustness/bad", "robustness bad/over-zero.json --json")

# ---- hunt, merge

for claim, kind, budget in (("leader-exists", "skew", 1280), ("leader-exists", "pd-nonsymmetric", 1280),
    ("norm-grows", "negative-definite", 640), ("distinct-stay-distinct", "symmetric-indefinite", 1280),
                            ("converges", "general", 640), ("converges", "identity", 640), ("consensus", "nsd-singular",
                                1280), ("limits-on-boundary", "psd-singular", 640),
                            ("nonvertex-limit-is-projection", "symmetric-indefinite", 640), ("vertex-can-lead-spd", "spd",
                                640), ("one-leader-at-most", "identity", 640),
                            ("first-leaders-are-final", "identity", 1280), ("cycles-have-ties", "general", 640), ("hull-shrinks", "general",
                                640), ("leaders-combine-any", "general", 320)):
    case(f"hunt/{claim}--{kind}", f"hunt --claim {claim} --class {kind} --budget {budget} --out {{out}}/h --json")
case("hunt/dim-3", "hunt --claim leader-exists --class symmetric-indefinite --dim 3 --tokens 4 --budget 640 --seed 5 --out {out}/h --json")
case("hunt/dim-1", "hunt --claim norm-grows --class negative-definite --dim 1 --budget 320 --out {out}/h --json")
case("hunt/one-thread", "hunt --claim converges --class skew --budget 640 --seed 9 --threads 1 --out {out}/h --json")
case("hunt/again",
    "hunt --claim converges --class skew --budget 320 --out {out}/h --json "
    "&& hunt --claim converges --class skew --budget 640 --out {out}/h --json")
case("hunt/another-claim",
    "hunt --claim converges --class skew --budget 64 --out {out}/h --json "
    "&& hunt --claim consensus --class skew --budget 64 --out {out}/h --json")
case("hunt/another-seed",
    "hunt --claim converges --class skew --budget 64 --out {out}/h --json "
    "&& hunt --claim converges --class skew --seed 2 --budget 64 --out {out}/h --json")
case("hunt/longer-survived", "hunt --claim converges --class skew --budget 9600 --out {out}/h --json")
case("hunt/longer-refuted", "hunt --claim first-leaders-are-final --class identity --budget 9600 --seed 4 --out {out}/h --json")
case("hunt/longer-verified",
    "hunt --claim leader-exists --class skew --budget 3200 --out {out}/h --json && verify {out}/h/certificate.json --json "
    "&& claims {out}/h/witness.json --claim leader-exists --json && limit {out}/h/witness.json --json")
case("hunt/table-refuted", "hunt --claim leader-exists --class skew --budget 640 --out {out}/h")
case("hunt/table-survived", "hunt --claim converges --class spd --budget 320 --out {out}/h")
case("hunt/shard", "hunt --claim converges --class skew --budget 640 --shard 2/3 --out {out}/h --json")
SHARD = "hunt --claim converges --class skew --budget 640"
case("merge/two",
    f"{SHARD} --shard 1/2 --out {{out}}/1 --json && {SHARD} --shard 2/2 --out {{out}}/2 --json "
    f"&& merge {{out}}/2 {{out}}/1 --out {{out}}/m --json && {SHARD} --out {{out}}/m --json")
case("merge/missing",
    f"{SHARD} --shard 1/3 --out {{out}}/1 --json && {SHARD} --shard 3/3 --out {{out}}/3 --json "
    f"&& merge {{out}}/1 {{out}}/3 --out {{out}}/m --json")
case("merge/missing-table", f"{SHARD} --shard 1/2 --out {{out}}/1 && merge {{out}}/1 --out {{out}}/m")
REFUTED = "hunt --claim leader-exists --class skew --budget 2560"
case("merge/refuted",
    f"{REFUTED} --shard 1/2 --out {{out}}/1 --json && {REFUTED} --shard 2/2 --out {{out}}/2 --json "
    f"&& merge {{out}}/1 {{out}}/2 --out {{out}}/m --json")
case("merge/different",
    f"{SHARD} --shard 1/2 --out {{out}}/1 --json && {REFUTED} --shard 2/2 --out {{out}}/2 --json "
    f"&& merge {{out}}/1 {{out}}/2 --out {{out}}/m --json")
case("merge/twice-the-same", f"{SHARD} --shard 1/2 --out {{out}}/1 --json && merge {{out}}/1 {{out}}/1 --out {{out}}/m --json")
case("merge/none", "merge none --out {out}/m --json")
case("merge/into-itself", f"{SHARD} --shard 1/1 --out {{out}}/1 --json && merge {{out}}/1 --out {{out}}/1 --json")
case("merge/usage", "merge --out {out}/m --json")
for number, arguments in enumerate(("--claim converges", "--class skew --out {out}/h", "--claim convergs --class skew --out {out}/h",
    "--claim converges --class skw --out {out}/h",
                                    "--claim converges --class skew --out ''", "--claim converges --class skew --budget 0 --out {out}/h",
                                    "--claim converges --class skew --budget 64 --seconds 1 --out {out}/h",
                                    "--claim converges --class skew --budget 64 --shard 3/2 --out {out}/h",
                                    "--claim converges --class skew --budget 64 --shard x --out {out}/h",
                                    "--claim converges --class skew --budget 64 --dim 1 --out {out}/h",
                                    "--claim converges --class skew --budget 64 --tokens 0 --out {out}/h",
                                    "--claim converges --class skew --budget 64 --dim 0 --out {out}/h",
                                    "--claim converges --class skew --budget 64 --out square.json")):
    case(f"hunt/usage-{number}", f"hunt {arguments} --json")

# ---- check

TIE = '"tokens":[[1,1],[1,-1],[1,0]],"alpha":1'


def trace(name, last, head=TIE, first="[[1,1],[1,-1],[1,0]]"):
    return write(f"trace/{name}.json", f"{{{head},\"trajectory\":[{first},[[1,1],[1,-1],{last}]]}}\n")


trace("right", "[1,0]")
trace("first-only", "[1,0.5]")
trace("wrong-update", "[1,0.125]")
trace("nan", "[1,NaN]")
trace("infinity", "[1,-Infinity]")
trace("null", "[1,null]")
trace("overflow", "[1,1e400]")
trace("shape", "[1,0,0]")
trace("almost", "[1,1e-16]")
trace("far-start", "[1,0]", first="[[1,1],[1,-1],[1,0.25]]")
trace("selected-right", "[1,0]", TIE + ',"selected":[[[0],[1],[0,1,2]]]')
trace("selected-wrong", "[1,0]", TIE + ',"selected":[[[0],[1],[0,1]]]')
trace("selected-far", "[1,0]", TIE + ',"selected":[[[0],[1],[0,7]]]')
trace("masked", "[1,0.5]", TIE + ',"mask":"causal"')
trace("mask-given", "[1,0]", TIE + ',"mask":[[true,true,true],[true,true,true],[true,true,true]]')
trace("exact-text", '["1","0"]', '"tokens":[["1","1"],["1","-1"],["1","0"]],"alpha":"1"')
trace("bfloat16", "[1,0]", TIE + ',"dtype":"bfloat16"')
trace("float80", "[1,0]", TIE + ',"dtype":"float80"')
trace("unknown-field", "[1,0]", TIE + ',"masks":1')
trace("matrix", "[1,0]", TIE + ',"matrix":[[0,1],[-1,0]]')
write("trace/one-state.json", f"{{{TIE},\"trajectory\":[[[1,1],[1,-1],[1,0]]]}}\n")
write("trace/no-trajectory.json", '{"alpha":1,"tokens":[[1]]}')
write("trace/number.json", '{"alpha":1,"tokens":[[1]],"trajectory":5}')
write("trace/alpha-0.json", '{"alpha":0,"tokens":[[1]],"trajectory":[[[1]],[[1]]]}')
write("trace/cut.json", '{"alpha":1,"tokens":[[1]],"trajectory":[[[1]],[[1]]]')
write("trace/near.json",
    '{"alpha":1,"tokens":[[0.1,0.3],[0.3,0.1],[0.1,0.1]],"trajectory":[[[0.1,0.3],[0.3,0.1],[0.1,0.1]],[[0.1,0.3],[0.3,0.1],[0.1,0.2]]]}')
write("trace/float32.json", '{"alpha":1,"tokens":[[0.1],[0.3]],"trajectory":[[[0.1],[0.3]],[[0.20000000298023224],[0.30000001192092896]]]}')
write("trace/hex.json", '{"alpha":"0x1p0","tokens":[["0x1p0"],["0x1.8p1"]],"trajectory":[[["0x1p0"],["0x1.8p1"]],[["0x1p1"],["0x1.8p1"]]]}')
right = (INPUTS / "trace/right.json").read_text()
wrong = (INPUTS / "trace/first-only.json").read_text()
write("trace/two.jsonl", right + "\n" + wrong)
write("trace/right.jsonl", right + right)
write("trace/empty.jsonl", "\n")
states = [1, 1, 1, -1, 1, 0]
write("trace/right.npz", npz(alpha=npy([1], ()), tokens=npy(states, (3, 2)), trajectory=npy(states + states, (2, 3, 2))))
write("trace/f4.npz", npz(alpha=npy([1], (), "<f4"), tokens=npy(states, (3, 2), "<f4"), trajectory=npy(states + states, (2, 3, 2), "<f4")))
write("trace/wrong.npz", npz(alpha=npy([1], ()), tokens=npy(states, (3, 2)), trajectory=npy(states + states[:-1] + [0.5], (2, 3, 2))))
write("trace/batch.npz", npz(alpha=npy([1], ()), tokens=npy(states + states, (2, 3, 2)),
    trajectory=npy(states * 3 + states[:-1] + [0.5], (2, 2, 3, 2))))
write("trace/bare.npz", npz(tokens=npy([1], (1, 1))))
for file in sorted(path.relative_to(INPUTS).as_posix() for path in (INPUTS / "trace").iterdir()):
    case(f"check/{file.removeprefix('trace/')}", f"check {file} --json")
for name in ("near", "almost", "right", "exact-text"):
    case(f"check/{name}-strict", f"check trace/{name}.json --strict --json")
for dtype in ("float64", "float32", "float16", "bfloat16", "float80"):
    case(f"check/dtype-{dtype}", f"check trace/float32.json --dtype {dtype} --json")
    case(f"check/accumulate-{dtype}", f"check trace/near.json --accumulate {dtype} --json")
case("check/several", "check trace/right.json trace/two.jsonl trace/wrong.npz --json")
case("check/table-right", "check trace/right.json")
case("check/table-wrong", "check trace/first-only.json")
case("check/table-several", "check trace/right.json trace/two.jsonl trace/near.json")
case("check/stdin", "check - --json", "trace/first-only.json")
case("check/problem", "check square.json --json")
case("check/missing", "check none.json --json")
case("check/csv", "check plain.csv --json")
case("check/usage", "check --json")

# ---- conform, replay, vectors, init, demo

IMPLEMENTATION = "-- {dotnet} {fakes}"
case("conform/right", f"conform --seed 7 --cases 8 --json {IMPLEMENTATION} right")
case("conform/few-layers", f"conform --seed 7 --cases 4 --json {IMPLEMENTATION} few-layers")
case("conform/skips", f"conform --seed 7 --cases 4 --json {IMPLEMENTATION} skips")
case("conform/protocol-2", f"conform --cases 2 --json {IMPLEMENTATION} protocol-2")
case("conform/no-program", "conform --cases 2 --json -- ./none")
case("conform/usage", "conform --json")
case("conform/usage-cases", f"conform --cases 0 --json {IMPLEMENTATION} right")
case("conform/usage-wire", f"conform --wire octal --json {IMPLEMENTATION} right")
case("replay/right", f"replay trace/right.json --json {IMPLEMENTATION} right")
case("replay/few-layers", f"replay trace/right.json --runs 1 --json {IMPLEMENTATION} few-layers")
case("replay/missing", f"replay none.json --json {IMPLEMENTATION} right")
case("vectors/json", "vectors --out {out}/v --json")
case("vectors/usage", "vectors --json")
case("vectors/into-a-file", "vectors --out square.json --json")
for language in ("python", "node", "c"):
    case(f"init/{language}", f"init {language} --out {{out}}/i --json && init {language} --out {{out}}/i --json")
case("init/usage", "init cobol --json")
case("demo/json", "demo --out {out}/d --json")
case("atlas/usage", "atlas --json")
case("atlas/usage-seconds", "atlas --out {out}/a --seconds -1 --json")

# ---- sentiment

write("reviews.csv",
    "review,label\n\"a wonderful, moving film with superb actors\",1\nterrible boring mess,0\nawful plot and dreadful acting,0\n"
    "lovely charming story,1\nqqq zzz,1\nnot good at all,0\n\"great, great, great\",1\n,0\n")
write("reviews.tsv", "text\tsentiment\nwonderful film\tpositive\nterrible film\tnegative\nfilm\tnegative\n")
write("reviews.jsonl", '{"text":"a wonderful film","label":"pos"}\n{"text":"a terrible film","label":"neg"}\n')
write("reviews.txt", "__label__2 wonderful brilliant film\n__label__1 awful stupid film\n")
write("reviews-headless.csv", "1,best film ever made\n0,worst film ever made\n")
write("reviews-stars.csv", "review,stars,label\nbest film,5,A\nworst film,1,B\nfilm,3,C\n")
write("reviews-latin1.csv", "review,label\nexcellent na\u00efve film,1\nawful clich\u00e9,0\n".encode("latin1"))
write("reviews-semicolons.csv", "review;label\nexcellent film;1\nawful film;0\n")
write("reviews-bad-label.csv", "review,label\nexcellent film,1\nawful film,7\n")
write("reviews-no-label.csv", "review,score\nexcellent film,1\nawful film,0\n")
write("reviews-empty.csv", "review,label\n")
write("reviews.csv.gz", gzip.compress((INPUTS / "reviews.csv").read_bytes(), mtime=0))
for at, (label, text) in enumerate((("pos", "a wonderful film"), ("pos", "brilliant"), ("neg", "dull and awful"))):
    write(f"reviews/{label}/{at}_7.txt", text)
write("long.txt", "This film was wonderful. " * 30 + "The ending was terrible, awful and boring.\n")

TEXTS = ("a wonderful film with a terrible ending", "wonderful", "terrible", "qqq zzz", "", "not good", "good good good bad", "the the the",
    "GREAT!!! <br /> film...", "na\u00efve caf\u00e9 \u2014 superb",
         "it was neither good nor bad but boring and wonderful and great and awful and lovely")
for model in ("d2", "d8"):
    for number, text in enumerate(TEXTS):
        case(f"sentiment/explain-{model}-{number}", f"sentiment explain '{text}' --model {model} --json")
    case(f"sentiment/explain-{model}-text", f"sentiment explain 'a wonderful film with a terrible ending' --model {model}")
    for file in ("reviews.csv", "reviews.tsv", "reviews.jsonl", "reviews.txt", "reviews.csv.gz", "reviews"):
        case(f"sentiment/evaluate-{model}-{file}", f"sentiment evaluate {model} {file} --json")
    case(f"sentiment/evaluate-{model}-table", f"sentiment evaluate {model} reviews.csv")
    case(f"sentiment/leaders-{model}", f"sentiment leaders {model} reviews.csv --json")
    case(f"sentiment/leaders-{model}-confident", f"sentiment leaders {model} reviews.csv reviews-headless-none.csv --json")
    case(f"sentiment/leaders-{model}-table", f"sentiment leaders {model} reviews.csv --most 2 --confidence 0.5")
case("sentiment/explain-stdin", "sentiment explain - --json", "long.txt")
case("sentiment/explain-default", "sentiment explain 'a wonderful film' --json")
case("sentiment/explain-none", "sentiment explain 'film' --model none --json")
case("sentiment/explain-usage", "sentiment explain --json")
case("sentiment/evaluate-headless", "sentiment evaluate d2 reviews-headless.csv --no-header --label 1 --text 2 --json")
case("sentiment/evaluate-columns", "sentiment evaluate d2 reviews-headless.csv --no-header --columns label,review --json")
case("sentiment/evaluate-label-map", "sentiment evaluate d2 reviews-stars.csv --label-map A=positive,B=negative,C=ignore --json")
case("sentiment/evaluate-label-map-misses", "sentiment evaluate d2 reviews-stars.csv --label-map A=positive,B=negative --json")
case("sentiment/evaluate-stars", "sentiment evaluate d2 reviews-stars.csv --label stars --json")
case("sentiment/evaluate-latin1", "sentiment evaluate d2 reviews-latin1.csv --encoding latin1 --json")
case("sentiment/evaluate-latin1-unsaid", "sentiment evaluate d2 reviews-latin1.csv --json")
case("sentiment/evaluate-separator", "sentiment evaluate d2 reviews-semicolons.csv --separator ';' --json")
case("sentiment/evaluate-separator-unsaid", "sentiment evaluate d2 reviews-semicolons.csv --json")
case("sentiment/evaluate-split", "sentiment evaluate d8 reviews.csv --split 4/3 --seed 2 --json")
case("sentiment/evaluate-layers", "sentiment evaluate d8 reviews.csv --layers 3 --threads 1 --json")
case("sentiment/evaluate-bad-label", "sentiment evaluate d2 reviews-bad-label.csv --json")
case("sentiment/evaluate-no-label", "sentiment evaluate d2 reviews-no-label.csv --json")
case("sentiment/evaluate-no-label-named", "sentiment evaluate d2 reviews-no-label.csv --label score --json")
case("sentiment/evaluate-empty", "sentiment evaluate d2 reviews-empty.csv --json")
case("sentiment/evaluate-missing", "sentiment evaluate d2 none.csv --json")
case("sentiment/evaluate-no-model", "sentiment evaluate none reviews.csv --json")
case("sentiment/evaluate-usage", "sentiment evaluate d2 --json")
case("sentiment/leaders-confidence", "sentiment leaders d2 reviews.csv --confidence 0.4 --json")
case("sentiment/train-usage", "sentiment train reviews.csv --json")
case("sentiment/train-too-few", "sentiment train reviews.tsv --out {out}/m --json")
case("sentiment/train-usage-depth", "sentiment train reviews.csv --depth deep --out {out}/m --json")

# ---- the command itself

case("usage/none", "")
case("usage/unknown-verb", "limits square.json")
case("usage/response-file", "@square.json")
case("usage/no-file", "limit --json")
case("usage/empty-file", "limit '' --json")
case("usage/two-stdin", "limit - - --json")
case("usage/misspelt-option", "limit square.json --jsn")
case("usage/threads-0", "limit square.json --threads 0 --json")
case("usage/max-layers-negative", "limit square.json --max-layers -1 --json")
case("usage/max-layers-word", "limit square.json --max-layers many --json")
case("usage/header-word", "limit plain.csv --alpha 1 --header maybe --json")
case("usage/sentiment", "sentiment")
for verb in ("", "limit ", "verify ", "simulate ", "claims ", "hunt ", "merge ", "control ", "robustness ", "check ", "sentiment explain ",
    "sentiment evaluate ", "conform ", "vectors "):
    case(f"help/{verb.strip().replace(' ', '-') or 'hardmax'}", f"{verb}--help")

(HERE / "cases.txt").write_text("".join(f"{name}: {arguments}\n" for name, arguments in cases))
print(len(cases), "cases")
