# The first call sets up .venv; see .ci/setup.

PYTHON_FILES = src tests fonts styles benchmarks examples

.PHONY: article test lint check bench clean

# The seed article as HTML, EPUB and PDF in out/.
article:
	@sh .ci/setup
	@.venv/bin/afgpub convert examples/seed/article.md --to html,epub,pdf -o out

# All tests.
test:
	@sh .ci/setup test
	@.venv/bin/python -m pytest

# What is judged without running: style, layout and types.
lint:
	@sh .ci/setup test
	@.venv/bin/ruff check --quiet $(PYTHON_FILES)
	@.venv/bin/ruff format --check --quiet $(PYTHON_FILES)
	@.venv/bin/mypy --no-error-summary

# Everything that must hold before a commit.
check: lint test

# What afgpub costs beside every peer that is found on the machine: a table and a plot in benchmarks/results.
bench:
	@sh .ci/setup bench
	@.venv/bin/python benchmarks/bench.py

# Remove all that make has made.
clean:
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info src/*.egg-info
	find $(PYTHON_FILES) -name __pycache__ -type d -prune -exec rm -rf {} +
