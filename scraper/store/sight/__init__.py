"""What is shown of people and conferences beside the people themselves. Reading only."""
