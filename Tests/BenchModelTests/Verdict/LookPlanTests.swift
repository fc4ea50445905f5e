import BenchModel
import Testing

struct LookPlanTests {
    @Test(arguments: [
        (3, 6, [3, 4, 6]), (3, 10, [3, 4, 6, 8, 10]), (3, 20, [3, 4, 6, 8, 11, 15, 20]), (3, 3, [3]),
        (2, 4, [2, 3, 4]),
        (5, 6, [5, 6]), (1, 1, [1]), (12, 40, [12, 16, 22, 30, 40]),
    ])
    func `looks grow by a third, from the minimum to the maximum`(minimum: Int, maximum: Int, looks: [Int]) {
        let plan = LookPlan(RoundPlan(minimum: minimum, maximum: maximum))
        #expect(plan.looks == looks)
        #expect(plan.count == looks.count)
        #expect((1...maximum).filter { plan.isLook(after: $0) } == looks)
    }

    @Test func `a single round is not looked at where there may be more`() {
        #expect(LookPlan(RoundPlan(minimum: 1, maximum: 3)).looks == [2, 3])
    }

    @Test func `every plan rises by a third at least, except to its last look`() {
        for minimum in 1...12 {
            for maximum in minimum...60 {
                let looks = LookPlan(RoundPlan(minimum: minimum, maximum: maximum)).looks
                #expect(looks.first == min(max(minimum, 2), maximum) && looks.last == maximum)
                for (look, next) in zip(looks, looks.dropFirst()) {
                    #expect(next > look && (3 * next >= 4 * look || next == maximum))
                }
            }
        }
    }
}
