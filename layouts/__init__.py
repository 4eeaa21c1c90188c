"""What is seen: components and figures; opens no file and holds no callback."""
