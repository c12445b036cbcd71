"""Volunteer mentoring: put forward, matched, met, reviewed, ended, or not possible."""
