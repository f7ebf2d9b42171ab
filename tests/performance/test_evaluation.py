from datetime import date
from decimal import Decimal

import pytest

from oneruler.base.figures import Figure, Measure, Unit
from oneruler.performance.evaluation import frozen_figures, key, thawed_figure


@pytest.mark.parametrize("value", [12_345, -7, Decimal("1.2350"), Decimal("0.000000")])
def test_a_frozen_figure_thaws_as_it_was(value: int | Decimal) -> None:
    measure = Measure("交地", "交地面积", Unit.MU, "截至当日", per_project=False)
    figure = Figure(measure, value, date(2025, 12, 31), {"year": "2025", "project": "P-1"}, 3, "abc")
    kept = frozen_figures({key(figure): figure})
    assert list(kept) == ["交地[project=P-1,year=2025]@2025-12-31"]
    again = thawed_figure(kept[key(figure)])
    assert again == figure
    assert type(again.value) is type(value)
