import Testing

@testable import Traffic

struct PrefixCacheTests {
    private func take(_ cache: inout PrefixCache, _ tokens: [Int], salt: String = "") -> Int {
        cache.take(PrefixCache.blocks(of: tokens, salt: salt), promptTokens: tokens.count)
    }

    @Test func `whole blocks count, from the beginning on`() {
        var cache = PrefixCache()
        #expect(take(&cache, Array(0..<50)) == 0)
        #expect(take(&cache, Array(0..<50)) == 48)
        #expect(take(&cache, Array(0..<20) + [7]) == 16)
        #expect(take(&cache, Array(1..<50)) == 0)
    }

    @Test func `the last token is always read`() {
        var cache = PrefixCache()
        _ = take(&cache, Array(0..<48))
        #expect(take(&cache, Array(0..<48)) == 32)
        #expect(take(&cache, Array(0..<49)) == 48)
    }

    @Test func `another salt is another cache`() {
        var cache = PrefixCache()
        _ = take(&cache, Array(0..<50), salt: "a")
        #expect(take(&cache, Array(0..<50), salt: "b") == 0)
        #expect(take(&cache, Array(0..<50), salt: "a") == 48)
    }

    @Test func `equal blocks behind different beginnings differ`() {
        let left = PrefixCache.blocks(of: Array(0..<16) + Array(50..<66), salt: "")
        let right = PrefixCache.blocks(of: Array(1..<17) + Array(50..<66), salt: "")
        #expect(left.count == 2 && right.count == 2)
        #expect(left[1] != right[1])
    }

    @Test func `what was not used for long is forgotten, what was used is not`() {
        var cache = PrefixCache(capacity: 4)
        let old = Array(0..<17)
        _ = take(&cache, old)
        for round in 1...20 {
            _ = take(&cache, Array(repeating: round, count: 17))
            if round <= 10 { #expect(take(&cache, old) == 16) }
        }
        #expect(take(&cache, old) == 0)
    }
}
