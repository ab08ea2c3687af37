plugins {
    java
    alias(libs.plugins.checker)
}

dependencies {
    implementation(libs.log4j.core)
    testImplementation("org.example:harness:1.4.0")
}
