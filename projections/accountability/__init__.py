"""Who answers to whom, and for what."""
