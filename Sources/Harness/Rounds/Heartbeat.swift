import Synchronization
import ToolAdapters

/// Repeats what a tool said last, with the seconds since its start, while it says nothing: half a minute of silent imports
/// must not look like a hang.
final class Heartbeat: Sendable {
    private static let pause = Duration.seconds(1)

    private let latest: Mutex<(progress: RunProgress, at: ContinuousClock.Instant)>
    private let start = ContinuousClock.now
    private let onProgress: @Sendable (RunProgress) -> Void

    init(_ onProgress: @escaping @Sendable (RunProgress) -> Void) {
        self.onProgress = onProgress
        latest = Mutex((RunProgress(phase: "starting"), start))
    }

    func progress(_ progress: RunProgress) {
        latest.withLock { $0 = (progress, .now) }
        onProgress(progress)
    }

    func during<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        async let _: Void = beat()
        return try await body()
    }

    /// Until it is cancelled.
    private func beat() async {
        while (try? await Task.sleep(for: Self.pause)) != nil {
            let now = ContinuousClock.now
            let (progress, at) = latest.withLock { $0 }
            guard now - at >= Self.pause else { continue }
            let seconds = Int((now - start) / .seconds(1))
            onProgress(
                RunProgress(phase: "\(progress.phase), \(seconds) s", done: progress.done, total: progress.total)
            )
        }
    }
}
