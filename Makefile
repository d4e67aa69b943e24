# SPDX-License-Identifier: GPL-3.0-or-later
#
#   make demo      build, and run the first example
#   make test      the whole test suite
#   make install   to $(PREFIX), which is /usr/local unless you say otherwise
#   make documentation   the guide and the libraries' documentation, as a web site

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=

# One set of flags for everything, so that the program and the tests share a build. Testability lets the tests of a
# release build see what is internal. `swift test` would ask for it a second time; then every file's command line would
# differ, and all would be compiled again.
FLAGS := -c release -Xswiftc -enable-testing
PROGRAM := .build/release/sluice
DEMO := scenarios/image-processing.yaml

.PHONY: demo build test lint format bench reports reference documentation install clean deps servers

# One of the demo's objectives fails, which is what it shows: exit code 4 is the expected verdict.
demo: build
	@$(PROGRAM) run $(DEMO) || [ $$? -eq 4 ]

build: deps
	$(SWIFT) build $(FLAGS) --product sluice

test: deps servers
	$(SWIFT) test $(FLAGS) --disable-testable-imports

lint:
	$(SWIFT) format lint --strict -r Sources Tests Benchmarks Package.swift

format:
	$(SWIFT) format -i -r Sources Tests Benchmarks Package.swift

bench: deps
	$(SWIFT) run -c release --package-path Benchmarks benchmark

# The sample reports: the same bytes every time, on any machine. REPORTS says where they go.
REPORTS ?= reports
reports: export SLUICE_LANG := en
reports: build
	@for name in image-processing sns-fanout course-stack product-catalogue stampede; do \
	  $(PROGRAM) run scenarios/$$name.yaml --width 100 --color never --progress none \
	    -o $(REPORTS)/$$name.txt -o $(REPORTS)/$$name.csv -o $(REPORTS)/$$name.md -o $(REPORTS)/$$name.html \
	    >/dev/null || [ $$? -eq 4 ] || exit 1; \
	done
	@$(PROGRAM) run scenarios/clickstream.yaml -v base -v msk -n 2 --width 100 --color never --progress none \
	  -o $(REPORTS)/clickstream.txt -o $(REPORTS)/clickstream.csv -o $(REPORTS)/clickstream.md \
	  -o $(REPORTS)/clickstream.html >/dev/null || [ $$? -eq 4 -o $$? -eq 5 ]
	@sh scenarios/published/measure.sh $(PROGRAM) > $(REPORTS)/published-figures.txt
	@sh scenarios/which-service/measure.sh $(PROGRAM) $(REPORTS)

# The guide's reference of the scenario file, from the program's key tables.
GUIDE := Sources/sluice/Guide.docc
reference: build
	@$(PROGRAM) schema reference > $(GUIDE)/ScenarioReference.md

# The guide and the libraries' documentation as one web site. What warns is an error: a link that leads nowhere.
DOCUMENTED := Statistics Simulation CacheEngines Configuration Pricing Services Scenarios Experiments Reports Teaching
DOCUMENTATION ?= .build/documentation
documentation: build
	@sh .ci/documentation "$(DOCUMENTATION)" .build/release/Modules $(GUIDE) $(DOCUMENTED)

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/sluice/Prices"
	install -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/sluice"
	install -m 644 Sources/Pricing/Prices/*.csv "$(DESTDIR)$(PREFIX)/share/sluice/Prices"
	install -d "$(DESTDIR)$(PREFIX)/share/sluice/exercises/systems"
	install -m 644 scenarios/exercises/*.yaml "$(DESTDIR)$(PREFIX)/share/sluice/exercises"
	install -m 644 scenarios/exercises/systems/*.yaml "$(DESTDIR)$(PREFIX)/share/sluice/exercises/systems"
	install -d "$(DESTDIR)$(PREFIX)/share/man/man1" "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	$(PROGRAM) manual > "$(DESTDIR)$(PREFIX)/share/man/man1/sluice.1"
	$(PROGRAM) completion bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/sluice"
	$(PROGRAM) completion zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_sluice"
	$(PROGRAM) completion fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/sluice.fish"

clean:
	rm -rf .build Benchmarks/.build

# Real caches and a real Slurm, which the tests compare with and run. Without them those tests are skipped.
servers:
	@missing=; \
	  for server in redis-server:redis-server memcached:memcached slurmctld:slurmctld slurmd:slurmd sbatch:slurm-client \
	    munged:munge; do \
	    PATH="$$PATH:/usr/sbin:/sbin" command -v "$${server%%:*}" >/dev/null || missing="$$missing $${server##*:}"; \
	  done; \
	  if [ -z "$$missing" ] || ! command -v apt-get >/dev/null; then exit 0; fi; \
	  if [ "$$(id -u)" = 0 ]; then root=; elif command -v sudo >/dev/null; then root="sudo -n"; else exit 0; fi; \
	  ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 || $$root apt-get update || exit 0; \
	  for server in $$missing; do \
	    $$root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends $$server || \
	      echo "make: no $$server; its tests are skipped" >&2; \
	  done

# The GNU Scientific Library, SQLite, and pkg-config to find them.
deps:
	@command -v $(SWIFT) >/dev/null || { echo "make: Swift 6.1 or later is needed: https://www.swift.org/install" >&2; exit 1; }
	@if pkg-config --exists gsl sqlite3 2>/dev/null; then exit 0; fi; \
	  if ! command -v apt-get >/dev/null; then \
	    echo "make: the GNU Scientific Library, SQLite and pkg-config are needed, for example:" >&2; \
	    echo "  brew install gsl sqlite pkg-config | dnf install gsl-devel sqlite-devel pkgconf" >&2; \
	    echo "  apk add gsl-dev sqlite-dev pkgconf" >&2; exit 1; fi; \
	  if [ "$$(id -u)" = 0 ]; then root=; \
	  elif command -v sudo >/dev/null; then root=sudo; \
	  else echo "make: as root: apt-get install libgsl-dev libsqlite3-dev pkg-config" >&2; exit 1; fi; \
	  get() { $$root env DEBIAN_FRONTEND=noninteractive apt-get install -y libgsl-dev libsqlite3-dev pkg-config; }; \
	  ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 || $$root apt-get update; \
	  get || { $$root apt-get update && get; } || exit 1; \
	  pkg-config --exists gsl sqlite3 || { echo "make: pkg-config still does not find gsl and sqlite3" >&2; exit 1; }
