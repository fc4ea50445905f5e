#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The system's words for its error numbers.
enum SystemError {
    static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
