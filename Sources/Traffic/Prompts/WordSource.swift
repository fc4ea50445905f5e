import BenchModel

/// Made-up words: syllables of one consonant and one vowel. No word is JSON, a number or a special token.
enum WordSource {
    private static let consonants = Array("bdfghjklmnprstvz")
    private static let vowels = Array("aeiou")

    /// Two or three syllables, such as `bado`.
    static func word(using random: inout SeededGenerator) -> String {
        var word = ""
        for _ in 0..<Int.random(in: 2...3, using: &random) { word += syllable(using: &random) }
        return word
    }

    static func words(_ count: Int, using random: inout SeededGenerator) -> [String] {
        (0..<count).map { _ in word(using: &random) }
    }

    static let letters = Array("abcdefghijklmnopqrstuvwxyz").map(String.init)

    static let syllables = consonants.flatMap { consonant in vowels.map { "\(consonant)\($0)" } }

    private static func syllable(using random: inout SeededGenerator) -> String {
        "\(consonants[Int.random(in: 0..<consonants.count, using: &random)])"
            + "\(vowels[Int.random(in: 0..<vowels.count, using: &random)])"
    }
}
