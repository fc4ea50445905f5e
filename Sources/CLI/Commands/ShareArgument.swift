/// A share as a user writes it: `3%`.
enum ShareArgument {
    /// Nil for anything but a percentage greater than 0.
    static func parse(_ text: String) -> Double? {
        guard text.hasSuffix("%"), let percent = Double(text.dropLast()), percent > 0, percent.isFinite else {
            return nil
        }
        return percent / 100
    }
}
