/// Which beginnings of prompts an engine has read before, in blocks as vLLM's cache has them. It remembers at least as
/// many blocks as were used last, and forgets those that were not used for long.
struct PrefixCache: Sendable {
    static let blockTokens = 16

    private let capacity: Int
    private var recent: Set<UInt64> = []
    private var older: Set<UInt64> = []

    /// - Parameter capacity: blocks that are surely remembered; twice as many may be.
    init(capacity: Int = 1 << 19) { self.capacity = capacity }

    /// Names of the full blocks of a prompt. Each depends on the salt and on everything before it, so that equal names
    /// mean equal beginnings.
    static func blocks(of tokens: [Int], salt: String) -> [UInt64] {
        var name = salt.utf8.reduce(0xCBF2_9CE4_8422_2325) { mixed($0, UInt64($1)) }
        return stride(from: blockTokens, through: tokens.count, by: blockTokens).map { end in
            for token in tokens[end - blockTokens..<end] { name = mixed(name, UInt64(bitPattern: Int64(token))) }
            return name
        }
    }

    /// How many tokens of the prompt need not be read; remembers the prompt. The last token is always read, as in vLLM,
    /// because the first of the answer comes from it.
    mutating func take(_ blocks: [UInt64], promptTokens: Int) -> Int {
        let hits = blocks.prefix { recent.contains($0) || older.contains($0) }.count
        for block in blocks {
            if recent.count >= capacity { (older, recent) = (recent, []) }
            recent.insert(block)
        }
        return min(hits, max(0, promptTokens - 1) / Self.blockTokens) * Self.blockTokens
    }

    /// The finalizer of SplitMix64 over the exclusive or of both.
    private static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
        var mixed = (left ^ right) &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
