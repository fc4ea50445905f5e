import Foundation
import NIOSSL
import Sockets

/// A recording proxy between clients and a server. Bytes pass unchanged and at once, both ways, over one connection to the
/// server for each of a client's; only a server that is known by a name gets that in the `host` field, as it would without a
/// tap; what passed is put together into exchanges with the instant of every message.
package enum Tap {
    /// Passes connections on while `body` runs, and ends them when it returns, throws or is cancelled.
    package static func run<R: Sendable>(
        _ options: TapOptions,
        _ body: (RunningTap) async throws -> R
    ) async throws -> R {
        do throws(LimitShortage) { try OpenFileLimit.require() } catch { throw TapError.limits(error) }
        let endpoint: Endpoint
        let security: NIOSSLContext?
        do throws(EndpointError) {
            endpoint = try Endpoint(url: options.upstream)
            security = endpoint.isSecure ? try TLSClient.context(options.trust) : nil
        } catch { throw TapError.endpoint(error) }
        let addresses: [socket_address]
        let commands: TapCommands
        do throws(LoadError) {
            addresses = try AddressList(endpoint).addresses
            commands = try TapCommands()
        } catch {
            if case .unreachable(_, _, let reason) = error { throw TapError.unknownHost(reason) }
            throw TapError.failed(error.fact)
        }
        var listeners: [Int32] = []
        do throws(TapError) {
            for port in options.ports { listeners.append(try listen(at: options.host, port)) }
        } catch {
            for listener in listeners { socket_close(listener, 0) }
            throw error
        }
        let loop = try TapLoop(
            options,
            endpoint: endpoint,
            security: security,
            addresses: addresses,
            listeners: listeners,
            commands: commands
        )
        let replies = ReplyThread()
        let tap = RunningTap(
            host: options.host,
            prefix: endpoint.pathPrefix,
            ports: listeners.map { Int(socket_port($0)) },
            commands: commands,
            replies: replies
        )
        let ended = start(loop, commands, replies)
        let result: Result<R, any Error>
        do { result = .success(try await body(tap)) } catch { result = .failure(error) }
        commands.give(.stop)
        // Figures of a tap that broke down are none.
        for await failure in ended { throw failure }
        return try result.get()
    }

    /// Runs the loop on a thread of its own; the stream ends when it does, after why it failed if it did.
    private static func start(
        _ loop: sending TapLoop,
        _ commands: TapCommands,
        _ replies: ReplyThread
    ) -> AsyncStream<TapError> {
        let (ended, continuation) = AsyncStream.makeStream(of: TapError.self)
        nonisolated(unsafe) let loop = loop
        let thread = Thread {
            ThreadPriority.runSoon(.most)
            ThreadPriority.leaveFirstCore()
            let result = Result { () throws(TapError) in try loop.run() }
            commands.close()
            replies.run {
                if case .failure(let error) = result { continuation.yield(error) }
                continuation.finish()
            }
        }
        thread.name = "tap"
        thread.stackSize = 8 << 20
        thread.start()
        return ended
    }

    private static func listen(at host: String, _ port: Int) throws(TapError) -> Int32 {
        var found = [socket_address](repeating: socket_address(), count: 4)
        guard socket_resolve(host, "\(port)", &found, Int32(found.count)) > 0 else {
            throw .cannotListen(host: host, port: port, reason: "the address is not known")
        }
        let listener = socket_listen(&found[0])
        guard listener >= 0 else {
            throw .cannotListen(host: host, port: port, reason: SystemError.reason(errno))
        }
        return listener
    }
}
