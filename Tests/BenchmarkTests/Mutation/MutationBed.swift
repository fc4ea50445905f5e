import BenchModel
import Foundation
import TestSupport

@testable import Benchmark

/// Fixture reports in a scratch folder, each beside a copy that is changed and put back.
final class MutationBed {
    /// One file of one output, with its fields.
    struct Subject {
        let unit: ReportUnit
        let file: Int
        let fields: [ReportField]
        var bytes: [UInt8] { unit.files[file].bytes }
        /// By which the quick ones come first.
        var cost: Int { unit.files.reduce(0) { $0 + $1.bytes.count } }
    }

    /// What an output compared with itself comes to.
    struct Standing {
        /// The smallest tolerance by which it agrees with itself, so that any other status is the change's doing. Nil where
        /// none does: too few requests, or none that completed.
        let share: Double?
        let outcome: InProcessComparison.Outcome
    }

    let subjects: [Subject]
    private let folder: URL
    private var standings: [String: Standing] = [:]
    private var written: Set<String> = []
    private(set) var comparisons = 0

    init(folder: URL) throws {
        self.folder = folder
        subjects = try ReportUnit.all(in: Fixtures.root.appending(path: "fixtures")).flatMap { unit in
            unit.files.indices.compactMap { file in
                let fields = ReportFields.of(unit.files[file].bytes)
                return fields.isEmpty ? nil : Subject(unit: unit, file: file, fields: fields)
            }
        }
    }

    func standing(of unit: ReportUnit) throws -> Standing {
        if let known = standings[unit.name] { return known }
        let first = try compare(unit, share: 0.03)
        var standing = Standing(share: first.status == 0 ? 0.03 : nil, outcome: first)
        if first.status == 1 || first.status == 2 {
            let wide = try compare(unit, share: 0.3)
            if wide.status == 0 { standing = Standing(share: 0.3, outcome: wide) }
        }
        standings[unit.name] = standing
        return standing
    }

    /// The whole output against a copy of which one file is changed.
    /// - Parameter bytes: Of the changed file. Nil: nothing is changed.
    func compare(
        _ unit: ReportUnit,
        file: Int = 0,
        changedTo bytes: [UInt8]? = nil,
        share: Double?
    ) throws -> InProcessComparison.Outcome {
        comparisons += 1
        let place = folder.appending(path: unit.name.replacing("/", with: "_")).path
        if written.insert(unit.name).inserted {
            _ = try unit.write(to: place + "/a")
            _ = try unit.write(to: place + "/b")
        }
        if let bytes { try unit.write(bytes, at: unit.files[file].path, in: place + "/b") }
        defer {
            if bytes != nil { try? unit.write(unit.files[file].bytes, at: unit.files[file].path, in: place + "/b") }
        }
        let end = unit.isFolder ? "" : "/\(unit.files[0].path)"
        return InProcessComparison(share: share).baseline(unit.tool, place + "/a" + end, place + "/b" + end)
    }
}
