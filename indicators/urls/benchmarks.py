"""Published figures of other places, and which places are like ours."""

from django.urls import URLPattern, path

from indicators.views import benchmarks, neighbours

urlpatterns: list[URLPattern] = [
    path("data-sets/benchmarks/", benchmarks.benchmark_list, name="benchmark-list"),
    path("data-sets/benchmarks/add/", benchmarks.benchmark_add, name="benchmark-add"),
    path("data-sets/benchmarks/<int:pk>/", benchmarks.benchmark_file, name="benchmark-file"),
    path("data-sets/benchmarks/<int:pk>/read/", benchmarks.benchmark_read, name="benchmark-read"),
    path("data-sets/benchmarks/<int:pk>/save/", benchmarks.benchmark_save, name="benchmark-save"),
    path("data-sets/benchmarks/<int:pk>/undo/", benchmarks.benchmark_undo, name="benchmark-undo"),
    path("data-sets/benchmarks/<int:pk>/discard/", benchmarks.benchmark_discard, name="benchmark-discard"),
    path("data-sets/benchmarks/mappings/<int:pk>/", benchmarks.benchmark_mapping, name="benchmark-mapping"),
    path(
        "data-sets/benchmarks/mappings/<int:pk>/change/",
        benchmarks.benchmark_mapping_change,
        name="benchmark-mapping-change",
    ),
    path("data-sets/neighbours/add/", neighbours.neighbours_add, name="neighbours-add"),
    path("data-sets/neighbours/<int:pk>/take-away/", neighbours.neighbours_take_away, name="neighbours-take-away"),
]
