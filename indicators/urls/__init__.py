"""Addresses of the indicators app: agencies' returns, and the Board's staff's side of them."""

from indicators.urls import benchmarks, library, management, returns

app_name = "indicators"

urlpatterns = [*returns.urlpatterns, *management.urlpatterns, *library.urlpatterns, *benchmarks.urlpatterns]
