# The same commands as ./guichet, for hands used to make.
#   make run PORT=8477 DATA=/srv/guichet EMPTY=1      make test ARGS="-k quorum"      make reset YES=1
.DEFAULT_GOAL := help
.PHONY: help run test check fix stop reset docs

data = $(if $(DATA),--data $(DATA))

help:
	@./guichet

run:
	@./guichet run $(if $(PORT),--port $(PORT)) $(data) $(if $(EMPTY),--empty)

test:
	@./guichet test $(ARGS)

check:
	@./guichet check

fix:
	@./guichet fix

stop:
	@./guichet stop $(data)

reset:
	@./guichet reset $(data) $(if $(YES),--yes)

docs:
	@./guichet docs $(data)
