import Foundation
import NIOCore
import NIOSSL

/// How the client side of TLS is set up, for everything here that speaks https.
enum TLSClient {
    /// - Throws: When the file with the authorities cannot be read.
    static func context(_ trust: TLSTrust) throws(EndpointError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.applicationProtocols = ["http/1.1"]
        do {
            switch trust {
            case .systemRoots: break
            case .authorities(let path):
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path))
            case .anything: configuration.certificateVerification = .none
            }
            return try NIOSSLContext(configuration: configuration)
        } catch {
            guard case .authorities(let path) = trust else { throw .tls(reason(error)) }
            throw .authorities(path: path, reason: reason(error))
        }
    }

    static func handler(_ context: NIOSSLContext, host: String) throws -> NIOSSLClientHandler {
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
    }

    /// Why a certificate or a handshake was refused, in words.
    static func reason(_ error: any Error) -> String {
        guard case NIOSSLError.handshakeFailed(let inner) = error else {
            return error is NIOSSLExtraError ? "the server's certificate is not for this host" : "\(error)"
        }
        let text = "\(inner)"
        if text.contains("CERTIFICATE_VERIFY_FAILED") {
            return "the server's certificate comes from no authority that is trusted"
        }
        if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
            return "the server speaks no TLS at this port"
        }
        // What follows is where in the library's source it was found.
        return "the TLS handshake failed: \(text.components(separatedBy: " at ")[0])"
    }
}
