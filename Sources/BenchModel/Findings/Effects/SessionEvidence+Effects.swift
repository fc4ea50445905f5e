extension SessionEvidence {
    /// The least part of a figure that is worth a word: a third of the tolerance, so that what stays unnamed does not add
    /// up to a disagreement by itself, and 1 % at least, which is what runs of one tool differ by.
    var material: Double { max(0.01, tolerance.share / 3) }

    /// A tool's runs with what passed over the wire, where a tap was there.
    func measured(_ tool: ToolID) -> [(run: RunEvidence, wire: MeasuredWire)] {
        runs(of: tool).compactMap { run in MeasuredWire(run, workload).map { (run, $0) } }
    }

    /// One effect for each run of a tool that says something about it.
    func effects(_ tool: ToolID, _ effect: (RunEvidence, MeasuredWire) -> RunEffect?) -> [RunEffect] {
        measured(tool).compactMap { effect($0.run, $0.wire) }
    }

    /// The fields of all bodies that a tool measured with. Nil without a tap, or without bodies that are JSON objects.
    func fields(_ tool: ToolID) -> BodyFields? {
        let fields = BodyFields(measured(tool).flatMap(\.wire.exchanges))
        return fields.bodies > 0 ? fields : nil
    }

    /// The fields of each tool, and of the one that the others are held against: the reference where its are known.
    func fieldPairs() -> [(tool: ToolID, fields: BodyFields, base: ToolID, baseFields: BodyFields)] {
        let known = tools.compactMap { tool in fields(tool).map { (tool, $0) } }
        guard let (base, baseFields) = known.first else { return [] }
        return known.dropFirst().map { ($0.0, $0.1, base, baseFields) }
    }

    /// Tools whose effect is that large, and stands out: by as much again from the tool that has least of it, and by half
    /// of itself. What all tools have alike explains no difference between them, and a machine that is not quiet gives
    /// every tool some.
    func standingOut(_ effects: [(tool: ToolID, effects: [RunEffect])], from threshold: Double) -> [ToolID] {
        let known = effects.filter { !$0.effects.isEmpty }
        let least = known.count > 1 ? known.map(\.effects.share).min() ?? 0 : 0
        return known.filter { entry in
            let share = entry.effects.share
            return entry.effects.reaches(threshold) && share - least >= max(threshold, share / 2)
        }.map(\.tool)
    }
}
