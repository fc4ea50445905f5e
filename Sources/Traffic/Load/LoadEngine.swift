import NIOCore
import NIOPosix

/// The native load engine: sends a plan's requests from one thread of its own, in a closed loop or when each is due, and records
/// every answer.
package enum LoadEngine {
    /// Cancelling the task stops the run; what has finished is returned with `interrupted` set.
    /// - Parameter onProgress: Called at most every 100 ms and once at the end, never on the engine's thread.
    package static func run(
        _ plan: LoadPlan,
        onProgress: @escaping @Sendable (LoadProgress) -> Void = { _ in }
    ) async throws(LoadError) -> LoadResult {
        let endpoint: Endpoint
        do { endpoint = try Endpoint(url: plan.url) } catch { throw .endpoint(error) }
        guard !plan.bodies.isEmpty else { throw .noRequests }
        guard plan.concurrency >= 1 else { throw .concurrency(plan.concurrency) }
        if let name = RequestHead.firstInvalid(plan.headers) { throw .invalidHeader(name) }
        let (updates, continuation) = AsyncStream.makeStream(
            of: LoadProgress.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        async let forwarding: Void = forward(updates, to: onProgress)
        let result: Result<LoadResult, LoadError>
        do {
            result = .success(try await run(plan, endpoint, on: group.next()) { continuation.yield($0) })
        } catch {
            result = .failure(error as? LoadError ?? .engine("\(error)"))
        }
        continuation.finish()
        await forwarding
        do { try await group.shutdownGracefully() } catch { throw .engine("\(error)") }
        return try result.get()
    }

    private static func run(
        _ plan: LoadPlan,
        _ endpoint: Endpoint,
        on loop: any EventLoop,
        onProgress: @escaping @Sendable (LoadProgress) -> Void
    ) async throws -> LoadResult {
        let promise = loop.makePromise(of: LoadResult.self)
        let session = NIOLoopBoundBox<LoadSession?>.makeEmptyBox(valueType: LoadSession.self, eventLoop: loop)
        promise.futureResult.whenComplete { _ in session.value = nil }
        loop.execute {
            let started = LoadSession(
                plan: plan,
                endpoint: endpoint,
                loop: loop,
                promise: promise,
                onProgress: onProgress
            )
            session.value = started
            started.start()
        }
        return try await withTaskCancellationHandler {
            try await promise.futureResult.get()
        } onCancel: {
            loop.execute { session.value?.stop() }
        }
    }

    private static func forward(
        _ updates: AsyncStream<LoadProgress>,
        to onProgress: @Sendable (LoadProgress) -> Void
    ) async {
        for await progress in updates { onProgress(progress) }
    }
}
