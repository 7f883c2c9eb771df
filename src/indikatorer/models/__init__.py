"""Models that are more than counting. What they say leaves through the same tables as everything else."""
