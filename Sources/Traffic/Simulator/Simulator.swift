import BenchModel
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An OpenAI-compatible server whose every token has a known instant: the source of truth that load testers are held
/// against. It answers with as many tokens as a request allows, the first `ttft` after the request was read, the
/// others `itl` apart, or when an engine with continuous batching would have them.
package enum Simulator {
    /// Serves while `body` runs. When it returns, throws or is cancelled, connections are closed and the log is
    /// completed before this returns.
    package static func run<R: Sendable>(
        _ options: SimulatorOptions,
        _ body: (RunningSimulator) async throws -> R
    ) async throws -> R {
        do throws(LimitShortage) { try OpenFileLimit.require() } catch { throw SimulatorError.limits(error) }
        let log = try options.logPath.map { path throws(SimulatorError) in try RequestLog(path: path) }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: options.loopCount)
        let result: Result<R, any Error>
        do {
            let service = SimulatorService(options, log: log)
            await rehearse(options, group)
            let channel = try await listen(service, group)
            let port = channel.localAddress?.port ?? options.port
            let simulator = RunningSimulator(host: options.host, port: port, figures: service.figures, log: log)
            result = .success(try await body(simulator))
        } catch {
            result = .failure(error)
        }
        await release(group)
        try? await group.shutdownGracefully()
        do {
            try log?.close()
        } catch {
            // What went wrong first is what the caller has to know.
            _ = try result.get()
            throw error
        }
        return try result.get()
    }

    /// Answers one request before there is a server, at a port of its own: bringing the code into memory takes a
    /// millisecond, and the requests that come together with the first one would be read only after it. Where that is not
    /// possible, the first request is answered late.
    private static func rehearse(_ options: SimulatorOptions, _ group: MultiThreadedEventLoopGroup) async {
        var options = options
        options.host = "127.0.0.1"
        options.port = 0
        options.ttft = .zero
        options.itl = .zero
        options.faults = []
        options.engine?.prefill = .zero
        options.engine?.step = .microseconds(1)
        options.engine?.stepPerSequence = .zero
        guard let channel = try? await listen(SimulatorService(options, log: nil), group) else { return }
        if let port = channel.localAddress?.port {
            let body = #"{"messages":[{"role":"user","content":"a"}],"max_tokens":2,"stream":true}"#
            _ = try? await HTTPClient.request(
                "POST",
                url: "http://127.0.0.1:\(port)/v1/chat/completions",
                body: Array(body.utf8),
                timeout: .seconds(1)
            )
        }
        await release(group)
        try? await channel.close().get()
    }

    /// Gives all cores back to the threads of the loops, which so may resume tasks. A connection takes them again.
    private static func release(_ group: MultiThreadedEventLoopGroup) async {
        for loop in group.makeIterator() { try? await loop.submit { ThreadPriority.useAllCores() }.get() }
    }

    private static func listen(
        _ service: SimulatorService,
        _ group: MultiThreadedEventLoopGroup
    ) async throws -> any Channel {
        let options = service.options
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 4096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.maxMessagesPerRead, value: 64)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ListenerRest())
                }
            }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard OpenFileLimit.hasRoom else { throw IOError(errnoCode: EMFILE, reason: "accept") }
                    let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes))
                    try channel.pipeline.syncOperations.addHandler(decoder)
                    let loop = service.loop(of: channel.eventLoop)
                    try channel.pipeline.syncOperations.addHandler(SimulatorConnection(service: service, loop: loop))
                }
            }
        do {
            return try await bootstrap.bind(host: options.host, port: options.port).get()
        } catch {
            let reason = ConnectFailure.reason(error)
            throw SimulatorError.cannotListen(host: options.host, port: options.port, reason: reason)
        }
    }
}
