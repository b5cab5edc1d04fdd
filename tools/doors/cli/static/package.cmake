# Run by cpack: an archive of what was installed. Order, times, owners and modes are not those of the build.
set(name ${CPACK_PACKAGE_FILE_NAME})
set(made ${CPACK_PACKAGE_DIRECTORY}/${name}.tar.gz)
cmake_path(GET CPACK_TEMPORARY_DIRECTORY PARENT_PATH staged_beside)
cmake_path(GET CPACK_TEMPORARY_DIRECTORY FILENAME staged)
execute_process(
  COMMAND tar --create --directory ${staged_beside} --sort=name --format=gnu --mtime=2026-01-01T00:00Z --owner=0 --group=0
    --numeric-owner --mode=u+rw,go+r,go-w --transform s,^${staged},${name}, ${staged}
  COMMAND gzip --no-name --best
  OUTPUT_FILE ${made}
  COMMAND_ERROR_IS_FATAL ANY)
set(CPACK_EXTERNAL_BUILT_PACKAGES ${made})
