import BenchModel
import Foundation
import Testing

struct ChunkInstantsTests {
    private func instants(_ values: [Int64]) -> [Instant] { values.map(Instant.init) }

    @Test(
        arguments: [
            [], [7], [7, 7, 9], [0, 4_294_967_295, 8_589_934_590], [0, 4_294_967_296, 4_294_967_297],
            [5, 6, 3, 4], [.min, 0, .max], [0, 1, 2, 5_000_000_000, 5_000_000_001],
        ] as [[Int64]]
    )
    func `what goes in comes out, however far apart`(values: [Int64]) throws {
        let chunks = ChunkInstants(instants(values))
        #expect(chunks.instants == instants(values))
        #expect(chunks.count == values.count)
        #expect(chunks.isEmpty == values.isEmpty)
        #expect(chunks.first == instants(values).first)
        #expect(chunks.last == instants(values).last)
        let copy = try JSONDecoder().decode(ChunkInstants.self, from: JSONEncoder().encode(chunks))
        #expect(copy == chunks)
        let list = try JSONDecoder().decode([Instant].self, from: JSONEncoder().encode(chunks))
        #expect(list == instants(values))
    }

    @Test func `the gaps are those between neighbours`() {
        for values: [Int64] in [[5, 7, 10], [5, 7, 9_000_000_000]] {
            var gaps: [Int64] = []
            ChunkInstants(instants(values)).forEachGap { gaps.append($0) }
            #expect(gaps == zip(values.dropFirst(), values).map { $0 - $1 })
        }
    }

    @Test func `lists that differ are not equal`() {
        #expect(ChunkInstants(instants([1, 2])) != ChunkInstants(instants([1, 3])))
        #expect(ChunkInstants(instants([1, 2])) != ChunkInstants(instants([1])))
    }
}
