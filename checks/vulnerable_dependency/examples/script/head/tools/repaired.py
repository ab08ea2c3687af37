# /// script
# dependencies = ["requests==2.32.4"]
# ///
print("nothing is wrong with this release")
