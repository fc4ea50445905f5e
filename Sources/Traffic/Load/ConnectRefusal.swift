/// Why no attempt to connect could even be made.
struct ConnectRefusal: Error {
    /// The system's words.
    let reason: String
}
