import Foundation
import TestSupport

/// Values made by fixtures/statistics/generate.py.
enum StatisticsFixture {
    static func load<Contents: Decodable>(_ name: String, as: Contents.Type = Contents.self) throws -> Contents {
        try JSONDecoder().decode(Contents.self, from: Data(Fixtures.text("statistics/\(name).json").utf8))
    }
}

/// Whether two numbers agree to a share of the larger one, or both are as good as zero.
func isClose(_ left: Double, _ right: Double, relative: Double = 1e-9) -> Bool {
    abs(left - right) <= max(relative * max(abs(left), abs(right)), 1e-300)
}
