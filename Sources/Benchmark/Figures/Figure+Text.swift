import Foundation

extension Figure {
    var heading: String {
        switch self {
        case .cpuPerChunk: "CPU/chunk"
        case .chunkRate: "chunks/s"
        case .ttftError: "TTFT error"
        case .ttftMedianError: "p50 error"
        case .ttftP99Error: "p99 error"
        case .itlError: "ITL error"
        case .peakMemory: "memory"
        case .memoryPerChunk: "memory/chunk"
        case .failedRequests: "failed"
        case .closingTime: "closing"
        case .rateError: "rate error"
        case .sendLagP99: "send lag p99"
        case .dueError: "due error"
        case .stealShare: "stolen"
        }
    }

    /// A value with the unit that a reader expects.
    func text(_ value: Double) -> String {
        switch self {
        case .cpuPerChunk: String(format: "%.2f µs", value * 1e6)
        case .chunkRate: String(format: "%.0f", value)
        case .ttftError, .ttftMedianError, .ttftP99Error: String(format: "%+.2f ms", value * 1e3)
        case .sendLagP99: String(format: "%.2f ms", value * 1e3)
        case .itlError, .rateError, .dueError: String(format: "%+.2f %%", value * 1e2)
        case .peakMemory: String(format: "%.0f MB", value / 1e6)
        case .memoryPerChunk: String(format: "%.1f B", value)
        case .failedRequests: String(format: "%.0f", value)
        case .closingTime: String(format: "%.2f s", value)
        case .stealShare: String(format: "%.1f %%", value * 1e2)
        }
    }
}
