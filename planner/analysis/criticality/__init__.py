"""The margin of every part of the plan toward its target, and the dependencies between parts.

Commands import the modules they need, so that a quick one loads no more than that.

* `margins`: `Criticality`, `WorkstreamMargin`, `criticality`, `driving_chain`,
  `float_days_toward`, `near_critical_days`, `near_critical_work`, `path_to`, `workstream_margins`
* `dependencies`: `Bundle`, `Tie`, `activities_of`, `around`, `bundles`, `ties`, `within`
* `reachability`: `last_activity`, `predecessors`, `reachable`, `successors`
"""
