/// What makes a server's certificate acceptable.
package enum TLSTrust: Sendable, Equatable {
    /// The certificate authorities that the system trusts.
    case systemRoots
    /// The authorities in a PEM file, and no others.
    case authorities(path: String)
    /// Anything: the certificate is not looked at.
    case anything
}
