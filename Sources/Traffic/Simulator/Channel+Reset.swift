import Foundation
import NIOCore

extension Channel {
    /// Closes the connection so that the other side is told of a failure, not of an end: a socket that does not linger
    /// drops what it holds and resets the connection. To be called on the channel's event loop.
    func reset() {
        _ = (self as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        close(promise: nil)
    }
}
