import Foundation

/// How causes write figures.
enum CauseText {
    /// `8.84 ms`, `1.20 s`.
    static func time(_ seconds: Double) -> String {
        abs(seconds) >= 1 ? String(format: "%.2f s", seconds) : String(format: "%.2f ms", seconds * 1000)
    }

    /// `12.5 %`.
    static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }

    /// `1 request`, `5 requests`.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
