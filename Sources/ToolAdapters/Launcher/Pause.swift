import Dispatch

/// Waiting that goes on in a cancelled task: what ends processes must not be cut short itself.
enum Pause {
    static func pause(_ milliseconds: Int) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
                continuation.resume()
            }
        }
    }
}
