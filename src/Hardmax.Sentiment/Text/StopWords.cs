using System.Collections.Frozen;

namespace Hardmax.Sentiment;

/// <summary>
/// English words that say nothing about an opinion: articles, pronouns, prepositions, auxiliaries, conjunctions, and what
/// is left of "1980s" or "20th" without its digits. Words that turn or weigh a meaning are not here: negations (not, no,
/// nor, never, none, nothing, without, dont and its kind), degrees (very, too, only, few, more, most, least, even, much),
/// turns (but, yet, though, however, except, against), judgements (should, must, like), directions that make idioms (up,
/// down, off, over, out). Nor are "well", "ill", "hell", "wed": "we'll" and its like are recognised by their apostrophe
/// (<see cref="Tokeniser"/>).
/// </summary>
internal static class StopWords
{
    /// <summary>The words in lower case, without the apostrophes that the tokeniser takes away.</summary>
    public static FrozenSet<string> English { get; } =
    [
        // articles
        "a", "an", "the",

        // pronouns and determiners
        "i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours", "yourself",
        "yourselves", "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them",
        "their", "theirs", "themselves", "one", "ones", "oneself", "who", "whom", "whose", "which", "what", "this", "that",
        "these", "those", "someone", "somebody", "something", "anyone", "anybody", "anything", "everyone", "everybody",
        "everything", "each", "other", "others", "another", "such",

        // prepositions
        "of", "in", "on", "at", "by", "for", "from", "to", "with", "into", "onto", "about", "between", "among", "through",
        "during", "within", "upon", "across", "along", "around", "behind", "beside", "near", "toward", "towards", "via",
        "per", "as", "than", "before", "after", "since", "until", "till", "under",

        // auxiliaries
        "am", "is", "are", "was", "were", "be", "been", "being", "have", "has", "had", "having", "do", "does", "did",
        "doing", "can", "could", "will", "would", "shall", "may", "might",

        // conjunctions, and adverbs that stand for them
        "and", "or", "if", "because", "while", "when", "where", "whether", "so", "then", "there", "here", "how", "why",

        // contractions as they are written without an apostrophe
        "im", "ive", "youre", "youve", "youll", "hes", "shes", "itll", "thats", "theyre", "theyve", "theyll", "weve",
        "theres", "whats", "whos",

        // endings of numbers
        "s", "st", "nd", "rd", "th",
    ];
}
