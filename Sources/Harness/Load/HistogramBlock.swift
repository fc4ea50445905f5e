import BenchModel
import Foundation

/// A histogram as bars of text, all lines equally wide.
struct HistogramBlock {
    private static let longest = 16

    let lines: [String]

    init(_ title: String, _ histogram: Histogram, metric: MetricID) {
        let scale = FigureScale(metric, value: histogram.high)
        let most = Double(max(histogram.counts.max() ?? 1, histogram.above, 1))
        var rows = histogram.counts.enumerated().map { index, count in
            (scale.text(histogram.low + Double(index + 1) * histogram.width, resolution: 0), count)
        }
        if histogram.above > 0 { rows.append(("above", histogram.above)) }
        let width = max(rows.map(\.0.count).max() ?? 0, scale.unit.count + 2)
        let digits = rows.map { "\($0.1)".count }.max() ?? 0
        var lines = ["\(title) from \(scale.text(histogram.low, resolution: 0)) \(scale.unit) up to"]
        for (label, count) in rows {
            let bar = Self.bar(Double(count) / most)
            let fill = String(repeating: " ", count: Self.longest - bar.count + digits - "\(count)".count)
            lines.append(String(repeating: " ", count: width - label.count) + label + " │" + bar + fill + " \(count)")
        }
        let widest = lines.map(\.count).max() ?? 0
        self.lines = lines.map { $0 + String(repeating: " ", count: widest - $0.count) }
    }

    /// In eighths of a character; what is there at all shows.
    private static func bar(_ share: Double) -> String {
        let eighths = share > 0 ? max(1, Int((share * Double(longest) * 8).rounded())) : 0
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    }

    /// Side by side as far as the width lets, else below each other.
    static func arrange(_ blocks: [HistogramBlock], width: Int) -> [String] {
        let gap = "   "
        let total = blocks.map { $0.lines.first?.count ?? 0 }.reduce(gap.count * max(0, blocks.count - 1), +)
        guard total <= width else { return Array(blocks.map(\.lines).joined(separator: [""])) }
        let height = blocks.map(\.lines.count).max() ?? 0
        return (0..<height).map { row in
            let parts = blocks.map { block in
                row < block.lines.count
                    ? block.lines[row] : String(repeating: " ", count: block.lines.first?.count ?? 0)
            }
            return parts.joined(separator: gap)
        }
    }
}
