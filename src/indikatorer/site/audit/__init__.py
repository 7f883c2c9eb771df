"""The audit of the finished files: before a year is published, every number in them is traced.

A number is traced to a shown cell of the protected tables, worked out anew from such cells, or known by a declared rule
as no count (years, ages, thresholds). The way goes in three steps, none of which believes the one before:

* what the notebooks say (facts, tables, figures) is held against the csv files, each number against the cells that its
  output names (`outputs`);
* what the .qmd files say is the words, the facts and the embeds; a number that is typed must be known by a rule
  (`report_words`);
* what the finished files say (pages, PDF, alternative texts, attributes) stands in those sources in the same place
  (`page_texts`, `pdf_texts`); drawings and data are the very ones that were held against the cells (`folder`).
"""

from indikatorer.site.audit.search_index import audit_search
from indikatorer.site.audit.tracing import Finding, Findings
from indikatorer.site.audit.unit_files import audit_unit_reports
from indikatorer.site.audit.year import audit_finished, audit_year

__all__ = ["Finding", "Findings", "audit_finished", "audit_search", "audit_unit_reports", "audit_year"]
