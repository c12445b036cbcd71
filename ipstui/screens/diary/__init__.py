"""The diary over everybody: today and the week, and how bookings went."""
