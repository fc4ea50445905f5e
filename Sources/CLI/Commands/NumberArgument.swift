import ArgumentParser
import BenchModel
import Harness

/// How every number on the command line is read: the one place with their bounds, which are those of the recipe's keys.
/// What is out of bounds is bad usage, and the parser names the option.
enum NumberArgument {
    static func whole(_ bounds: RecipeBounds) -> @Sendable (String) throws -> Int {
        { text in
            guard let number = Int(text), bounds.contains(Double(number)) else {
                throw ValidationError("expected a whole number\(bounds.words)")
            }
            return number
        }
    }

    /// Several with commas, such as `1,8,50`.
    static func list(_ bounds: RecipeBounds) -> @Sendable (String) throws -> [Int] {
        { text in
            try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
                guard let number = Int(part), bounds.contains(Double(number)) else {
                    throw ValidationError("expected whole numbers\(bounds.words), such as 1,8,50")
                }
                return number
            }
        }
    }

    /// - Parameter infinite: Whether `inf` is taken as well.
    static func real(_ bounds: RecipeBounds, infinite: Bool = false) -> @Sendable (String) throws -> Double {
        { text in
            guard let number = Double(text), bounds.contains(number) || infinite && number == .infinity else {
                throw ValidationError("expected a number\(bounds.words)\(infinite ? ", or inf" : "")")
            }
            return number
        }
    }

    /// A duration with its unit.
    static func duration(positive: Bool) -> @Sendable (String) throws -> Duration {
        { text in
            guard let duration = Duration(text: text), !positive || duration > .zero else {
                throw ValidationError("expected \(RecipeShape.duration(positive: positive).words)")
            }
            return duration
        }
    }

    /// A percentage, as a fraction of one.
    static func share(_ text: String) throws -> Double {
        guard text.hasSuffix("%"), let percent = Double(text.dropLast()), percent > 0, percent <= 100 else {
            throw ValidationError("expected \(RecipeShape.share.words)")
        }
        return percent / 100
    }
}
