"""Advisors and coordinators: how they join, what they may, and the record of what they did."""
