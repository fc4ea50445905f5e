package import BenchModel
import Foundation

/// What a person reads of a measurement below its table.
package enum LoadReport {
    /// Longest text in characters that is shown of a failure.
    private static let excerpt = 160

    package static func text(_ document: MeasurementDocument, width: Int) -> String {
        var blocks = [achieved(document), failures(document.requests)]
        blocks.append(HistogramBlock.arrange(histograms(document), width: width))
        if let health = document.health { blocks.append(HealthRows(health: health).lines) }
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private static func achieved(_ document: MeasurementDocument) -> [String] {
        var lines: [String] = []
        if let mean = document.meanInFlight {
            let asked = document.load.map { $0.concurrency.map { "asked \($0), " } ?? "asked unlimited, " } ?? ""
            let figure = String(format: "%.1f", mean)
            lines.append("In flight: \(asked)mean \(figure), peak \(document.client.peakInFlight)")
        }
        if let loop = document.openLoop, let asked = loop.askedRate, let achieved = loop.achievedRate {
            let metric = MetricID(.requestThroughput)
            lines.append(
                "Rate: asked \(MeasurementTable.describe(asked, metric)), "
                    + "achieved \(MeasurementTable.describe(achieved, metric))"
            )
        }
        if let goodput = document.goodput {
            let total = document.requests.completed + document.requests.failed
            let limits = ServiceLevel.families.compactMap { family in
                goodput.slo.limits[family].map {
                    "\(family.rawValue.uppercased()) ≤ " + MeasurementTable.describe($0, MetricID(family, .mean))
                }
            }
            let metric = MetricID(.requestThroughput)
            let rate = goodput.perSecond.map { ", " + MeasurementTable.describe($0, metric) } ?? ""
            let share = String(format: "%.1f %%", goodput.share * 100)
            lines.append(
                "Goodput: \(goodput.requests) of \(total) requests (\(share))\(rate), with "
                    + limits.joined(separator: " and ")
            )
        }
        return lines
    }

    private static func failures(_ requests: MeasurementDocument.Requests) -> [String] {
        requests.failures.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { kind, count in
            let sample = VisibleText.line(String(words(of: requests.samples[kind] ?? "").prefix(excerpt)))
            return "Failed: \(count) × \(kind)" + (sample.isEmpty ? "" : ", such as: \(sample)")
        }
    }

    /// A server's message without the JSON around it.
    private static func words(of sample: String) -> String {
        guard let failure = WireFailure(RequestFailure(.status, sample), body: []), let status = failure.status else {
            return sample.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        return "HTTP \(status): \(failure.message.text)"
    }

    private static func histograms(_ document: MeasurementDocument) -> [HistogramBlock] {
        [MetricFamily.ttft, .itl, .e2el].compactMap { family in
            document.histograms?[family].map {
                HistogramBlock(family.rawValue.uppercased(), $0, metric: MetricID(family, .mean))
            }
        }
    }
}
