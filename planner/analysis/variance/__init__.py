"""The differences between two schedules, and the causes of what moved.

Commands import the modules they need, so that a quick one loads no more than that.

* `differences`: `ChangeKind`, `Comparison`, `MarginComparison`, `TargetComparison`, `Variance`,
  `compare`
* `attribution`: `Movement`, `Part`, `movement`, `movements`, `replay`
* `replay`: `Cause`, `PlanChange`, `steps`
* `slip`: `Effect`, `Slip`, `can_slip`, `slip`
* `target_trend`: `Trend`, `TrendPoint`, `milestone_trend`
* `freezing`: `drift`, `freeze`, `frozen_dates`, `thaw`
"""
