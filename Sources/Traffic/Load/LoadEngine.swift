import Foundation
import NIOSSL
import Synchronization

/// The native load engine: sends a plan's requests from one thread of its own, in a closed loop or when each is due, and
/// records every answer. The thread waits for its sockets by itself, without a library between: what stands between an
/// arriving byte and its time stamp is in the figures.
package enum LoadEngine {
    /// Cancelling the task stops the run; what has finished is returned with `interrupted` set.
    /// - Parameter onProgress: Called at most every 100 ms and once at the end, never on the engine's thread.
    package static func run(
        _ plan: LoadPlan,
        onProgress: @escaping @Sendable (LoadProgress) -> Void = { _ in }
    ) async throws(LoadError) -> LoadResult {
        let endpoint: Endpoint
        let security: NIOSSLContext?
        do {
            endpoint = try Endpoint(url: plan.url)
            security = endpoint.isSecure ? try TLSClient.context(plan.trust) : nil
        } catch { throw .endpoint(error) }
        guard !plan.bodies.isEmpty, plan.requests >= 1 else { throw .noRequests }
        guard plan.concurrency >= 1 else { throw .concurrency(plan.concurrency) }
        if let name = RequestHead.firstInvalid(plan.headers) { throw .invalidHeader(name) }
        do throws(LimitShortage) { try OpenFileLimit.require() } catch { throw .limits(error) }
        let stop = try WakeSignal()
        let (updates, continuation) = AsyncStream.makeStream(
            of: LoadProgress.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        async let forwarding: Void = forward(updates, to: onProgress)
        let result = await withTaskCancellationHandler {
            await onThread {
                Result { () throws(LoadError) in
                    try LoadSession(plan, endpoint: endpoint, security: security, stop: stop) {
                        continuation.yield($0)
                    }.run()
                }
            }
        } onCancel: {
            stop.raise()
        }
        continuation.finish()
        await forwarding
        return try result.get()
    }

    private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: body()) }
            thread.name = "load"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    private static func forward(
        _ updates: AsyncStream<LoadProgress>,
        to onProgress: @Sendable (LoadProgress) -> Void
    ) async {
        for await progress in updates { onProgress(progress) }
    }
}
