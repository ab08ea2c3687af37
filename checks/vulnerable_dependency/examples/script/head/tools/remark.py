# /// script
# dependencies = ["requests==2.19.1"]

print("the block never closes, so that no tool reads it")
