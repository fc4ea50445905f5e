import Foundation

/// What the floor prints. Times in seconds.
struct FloorReport: Codable, Equatable {
    let chunks: Int
    let seconds: Double
    let chunksPerSecond: Double
    let cpuSeconds: Double
    let cpuPerChunk: Double
    let ttftMean: Double

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case chunks, seconds
        case chunksPerSecond = "chunks_per_second"
        case cpuSeconds = "cpu_seconds"
        case cpuPerChunk = "cpu_per_chunk"
        case ttftMean = "ttft_mean"
    }
}
