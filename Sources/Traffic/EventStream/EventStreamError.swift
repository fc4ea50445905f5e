/// Why an event stream cannot be followed any further.
package enum EventStreamError: Error {
    /// A line or event exceeds `EventStreamParser.limit`.
    case tooLong
}
