"""The mean of two runs, weight for weight: `python -m training.tagger.average A.pt B.pt --share .75 --out C.pt`.

Two runs that part after a common beginning lie in one valley; between them the tagger is a little better than either,
and keeps more of what the shorter run knew of other house styles.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.75, help="of the first, 0 to 1")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    first, second = (torch.load(path, weights_only=True) for path in (options.first, options.second))
    mean = {
        name: torch.lerp(second[name], weight, options.share) if weight.is_floating_point() else weight
        for name, weight in first.items()
    }
    torch.save(mean, options.out)


if __name__ == "__main__":
    main()
