import BenchModel
import Testing

/// Something that is wrong on purpose, and what has to be found of it.
struct Plant: Sendable, CustomTestStringConvertible {
    /// Which part of the attribution holds it as well.
    enum Part: Sendable {
        case definition(Attribution.Part.ID)
        case client
    }

    /// In a few words.
    let name: String
    /// Of the finding that names it.
    let cause: String
    /// Nil: it is the whole session's.
    var tool: ToolID? = PlantedBed.beta
    /// Its part of the figure, as it was planted. Nil where the cause gives none.
    var share: Double?
    /// Nil where the attribution does not tell it.
    var part: Part?
    /// Other findings that are true as well, because of it.
    var follows: Set<String> = []
    /// Findings that are true as well in some runs and not in others, because of it.
    var mayFollow: Set<String> = []
    /// Whether both clients meet it.
    var isShared = false
    /// Whether it takes so much of the machine that nothing else is punctual.
    var isLoud = false
    let bed: PlantedBed

    init(
        _ name: String,
        _ cause: String,
        tool: ToolID? = PlantedBed.beta,
        share: Double? = nil,
        part: Part? = nil,
        follows: Set<String> = [],
        mayFollow: Set<String> = [],
        isShared: Bool = false,
        isLoud: Bool = false,
        _ change: (inout PlantedBed) -> Void
    ) {
        self.name = name
        self.cause = cause
        self.tool = tool
        self.share = share
        self.part = part
        self.follows = follows
        self.mayFollow = mayFollow
        self.isShared = isShared
        self.isLoud = isLoud
        bed = PlantedBed(change)
    }

    var testDescription: String { name }

    static let all = work + sending + figures + reports + surroundings
}
