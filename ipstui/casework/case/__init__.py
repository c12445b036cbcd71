"""Case: referral, pause, closing."""
