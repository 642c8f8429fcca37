using System.Collections.Immutable;

namespace Hardmax.Sentiment.Tests.Snapshots;

/// <summary>Two dozen texts, each of another kind, that say together how a model reads and decides.</summary>
internal static class SnapshotSentences
{
    /// <summary>What kind of text it is, and the text.</summary>
    public static ImmutableArray<(string Kind, string Text)> All { get; } =
    [
        ("praise", "A wonderful, moving and beautifully acted film."),
        ("blame", "A dull, stupid and badly written waste of time."),
        ("mixed", "a wonderful film with a terrible ending"),
        ("negated praise", "This is not a good film."),
        ("negated blame", "It is not bad, and I would not miss it."),
        ("contracted negations", "I didn't like it at all; you won't laugh once."),
        ("sarcasm", "Oh great, another two hours of my life that I will never get back. Brilliant."),
        ("repeated words", "Boring, boring, boring! Funny once, and then boring again."),
        ("as often one as the other", "excellent, awful, excellent, awful"),
        ("one word", "superb"),
        ("no known word", "Zwetschgenkuchen mit Schlagobers"),
        ("one known word among unknown ones", "Fnord wibbled, quuxly and zorkish: unforgettable plonk."),
        ("empty", ""),
        ("spaces and signs", " \n\t ... !? -- 7 1/2 (10) "),
        ("stop words", "it was what it was, and we were there with them"),
        ("another script", "Отличный фильм, всем советую."),
        ("several scripts", "素晴らしい映画 — a masterpiece, فيلم رائع"),
        ("HTML and links", "<b>Worst</b> movie ever.<br /><br />See http://example.org/awful-film or www.example.org &amp; weep; <i>avoid</i>!"),
        ("capitals and numbers", "THE BEST MOVIE OF 1994, A MUST SEE!!! 10/10"),
        ("comparisons", "Better than the book, worse than the first film, but still fun."),
        ("neutral", "The film tells the story of two brothers in a small town."),
        ("typographic signs", "I can’t say it wasn’t fun… “charming” even 🙂🙂"),
        ("a question", "Is it any good? Hardly: lifeless people, lovely pictures."),
        ("longer than a model reads", Long),
    ];

    private const string Long = """
        We went to see this on a rainy evening, and nobody in our row had read a word about it. It begins slowly: an old man
        closes his shop, a girl waits for a bus, and for ten minutes very little happens. Some people near us started to talk
        and two of them left. I almost followed, because the first song is awful and the camera shakes as if somebody had
        dropped it. Then the bus arrives, the girl opens her letter, and suddenly the story has a heart. The actress who plays
        her is a discovery: quiet, funny, and always believable, even in the scenes where the script gives her nothing but
        clichés to say. The shop keeper is played by a veteran whose face tells more than his lines do. Their friendship grows
        in small steps, over tea, over a broken radio, over a game of chess that neither of them wants to win. The middle part
        is brilliant, warm without being sweet, and the photography of the harbour at night is the most beautiful that I have
        seen this year. It is a pity that the director does not trust his own material. The last half hour adds a robbery, a
        car chase and a secret brother, all of it ridiculous and badly edited, and the music becomes so loud that you cannot
        hear what anyone says. My sister hated the ending and calls the whole thing a mess. I would say that three quarters of
        it are excellent and one quarter is a terrible mistake, which still makes it better than most of what plays in the
        cinemas here. Go for the girl and the old man, forgive the chase, and take somebody with you who likes to argue.
        """;
}
