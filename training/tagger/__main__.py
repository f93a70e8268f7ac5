"""`python -m training.tagger --data PATH...`: train, export and quantise in one go."""

from __future__ import annotations

import argparse
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.tagger", description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="annotated articles, JSON lines")
    parser.add_argument("--out", type=Path, default=Path("build/tagger"), help="checkpoints and log")
    parser.add_argument("--epochs", type=float, default=6.0, help="may end within an epoch: 1.5")
    parser.add_argument("--batch", type=int, default=8, help="windows a step")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=0, help="only so many articles, to try the code")
    parser.add_argument("--no-export", action="store_true")
    options = parser.parse_args()

    from training.tagger.train import train

    weights = train(options)
    if not options.no_export:
        from training.tagger.export import export

        export(weights)


if __name__ == "__main__":
    main()
